import { tooDeep } from '../../../lib/definition/nesting';

test.each([
  ['an empty text', ''],
  ['what definitions have', 'services:\n  - { name: a, ports: [{ port: 80 }] }\n'],
  ['a hundred lists in lists', '['.repeat(100) + ']'.repeat(100)],
  ['many lists beside one another', '[], '.repeat(10_000)],
  ['text that is no YAML', 'a: [b\n\tc: }'],
])('%s is not too deep', (_what, text) => {
  expect(tooDeep(text)).toBeUndefined();
});

test.each([
  ['brackets without end', '['.repeat(50_000), { line: 1, column: 101 }],
  ['braces', `a:\n  ${'{a: '.repeat(50_000)}`, { line: 2 }],
  ['lists of lists by dashes', '- '.repeat(50_000), { line: 1 }],
  ['keys that are lists', '? '.repeat(50_000), { line: 1 }],
  ['the second document', `a: 1\n---\n${'['.repeat(200)}`, { line: 3 }],
])('%s are', (_what, text, place) => {
  expect(tooDeep(text)).toMatchObject(place);
});
