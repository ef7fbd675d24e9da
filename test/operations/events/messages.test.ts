import { messageChapters, messages } from '../../../operations/events';

test('codes are words for programs', () => {
  for (const code of Object.keys(messages)) expect(code).toMatch(/^[a-z]+(\.[a-z]+)?$/);
});

test('every code has a chapter that says when it is sent and what its fields mean', () => {
  const chapters = messageChapters().split(/^## /m).slice(1);
  expect(chapters.map((chapter) => chapter.split('`')[1])).toEqual(Object.keys(messages));
  expect(chapters.find((chapter) => chapter.startsWith('`step.ended`'))).toMatch(
    /\n\nSent when .*\.\n\n- `step`: .*\n- `milliseconds`: /,
  );
});
