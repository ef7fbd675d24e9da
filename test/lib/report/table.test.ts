import { table } from '../../../lib/report';

test('columns are as wide as their widest cell, and no line ends in spaces', () => {
  expect(
    table(
      ['name', 'state'],
      [
        ['control-plane', 'ok'],
        ['worker-1', 'not ready'],
      ],
    ).split('\n'),
  ).toEqual(['name           state', '─────────────  ─────────', 'control-plane  ok', 'worker-1       not ready']);
});

test('without rows there is the head', () => {
  expect(table(['a', 'long'], [])).toBe('a  long\n─  ────');
});

test('a row may be shorter than the head', () => {
  expect(table(['a', 'b'], [['1']])).toBe('a  b\n─  ─\n1');
});
