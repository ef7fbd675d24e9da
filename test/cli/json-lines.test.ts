import { jsonLines } from '../../cli/json-lines';
import { progressTo } from '../../host/progress';

test('each event is one line of JSON with its code and the time, whatever is in its text', async () => {
  let written = '';
  const notify = jsonLines((text) => void (written += text));
  await progressTo(notify).step('build', async (step) => step.detail('two\nlines'));
  const lines = written.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { code: 'step.started', step: { id: 1, title: 'build' } },
    { code: 'step.detail', text: 'two\nlines' },
    { code: 'step.ended', milliseconds: expect.any(Number) },
  ]);
  for (const line of lines) expect(Object.keys(JSON.parse(line) as object).slice(0, 2)).toEqual(['code', 'time']);
});
