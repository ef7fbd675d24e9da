import { watch } from '../../../cli/commands/watch';
import { finish } from '../../../cli/outcome';
import type { LabReport } from '../../../lib/report';
import { lookAtLab } from '../../../operations/look-at-lab';
import { RunningLab } from '../../operations/running-lab';
import { broken, holds, reportOf } from '../../lib/report/fixture';

jest.mock('../../../operations/look-at-lab', () => ({ lookAtLab: jest.fn() }));
// The lock of a lab lies outside of the test's folder.
jest.mock('../../../operations/changing-lab', () => ({
  changingLab: (_context: unknown, _name: string, work: () => Promise<unknown>) => work(),
}));
const look = jest.mocked(lookAtLab);

let running: RunningLab;
beforeEach(() => {
  running = new RunningLab();
  look.mockReset();
});
afterEach(() => running.remove());

/** A stream that is no terminal, and what was written to it. */
function stream() {
  const written: string[] = [];
  return { written, stream: { write: (text: string) => written.push(text), isTTY: false } as unknown as NodeJS.WriteStream };
}

/** Each look comes to the next of these; Ctrl-C comes while the last is shown. */
function looksAre(...oks: boolean[]): void {
  let count = 0;
  look.mockImplementation(async () => {
    const ok = oks[count]!;
    count += 1;
    if (count === oks.length) setImmediate(() => running.around.controller.abort());
    return { report: reportOf(holds, { ...broken, ok, evidence: ok ? 'answered' : 'refused' }), milliseconds: 1 } as Pick<
      LabReport,
      'report' | 'milliseconds'
    >;
  });
}
const watched = async (output: string, to = stream(), given: string | true = true) =>
  finish(await watch(running.context, { output, watch: given, stream: to.stream }), running.context.out);

test.each(['4', '601', '1.5', 'soon', '-1'])('--watch %s is refused before the lab is touched', async (given) => {
  await expect(watched('table', stream(), given)).rejects.toMatchObject({
    kind: 'usage',
    message: `--watch ${given}: it takes whole seconds from 5 to 600`,
  });
  expect(look).not.toHaveBeenCalled();
});

test('a form that has an end, and a claim there is not, are refused before the lab is touched', async () => {
  await expect(watched('junit')).rejects.toMatchObject({ kind: 'usage', remedy: 'use table or events' });
  await expect(watch(running.context, { output: 'table', watch: true, only: ['ingress'] })).rejects.toMatchObject({
    kind: 'usage',
  });
  expect(look).not.toHaveBeenCalled();
});

test.each([
  [true, 0],
  [false, 1],
])('when the last round is %p, Ctrl-C ends it with exit status %i and no error', async (ok, status) => {
  looksAre(ok);
  expect(await watched('table')).toBe(status);
});

test('where there is no terminal, changes alone are told, on standard output', async () => {
  looksAre(false);
  const to = stream();
  await watched('table', to);
  expect(to.written).toEqual([
    expect.stringMatching(/^\d\d:\d\d:\d\d ✘ dns\.external-from-pod\.worker-1: refused\n$/),
    expect.stringMatching(/1 of 2 claims are true\n$/),
  ]);
  expect(running.around.events).toEqual([]);
});

test('on a terminal the table is there', async () => {
  looksAre(true);
  const { written, stream: plain } = stream();
  await watched('table', { written, stream: Object.assign(plain, { isTTY: true, rows: 24 }) });
  expect(written.join('')).toContain('2 of 2 claims are true');
  expect(written.join('')).toContain('✔  nodes.ready.worker-1');
});

test('programs get the events of every round, and nothing else', async () => {
  looksAre(true);
  const to = stream();
  await watched('events', to);
  expect(running.around.codes).toEqual(['operation.started', 'operation.ended']);
  expect(to.written).toEqual([]);
});

test('claims that change the lab are left out, unless one is named', async () => {
  looksAre(true);
  await watched('table');
  expect(look.mock.calls[0]![1]).toMatchObject({ lookingOnly: true });
});
