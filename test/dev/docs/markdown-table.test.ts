import { toMarkdownTable } from '../../../dev/docs/markdown-table';

test('a table is padded, and a cell holds no bar and no line break', () => {
  expect(
    toMarkdownTable(
      ['key', 'meaning'],
      [
        ['a', 'x|y'],
        ['long one', 'two\n lines'],
      ],
    ),
  ).toBe(
    ['| key      | meaning   |', '| -------- | --------- |', '| a        | x\\|y      |', '| long one | two lines |'].join('\n'),
  );
});
