import { parse, parseAllDocuments } from 'yaml';
import { toYaml } from '../../../lib/render/yaml';

test('long lines stay whole', () => {
  expect(toYaml({ text: 'word '.repeat(100).trim() }).split('\n')).toHaveLength(2);
});

test('equal objects are written twice, not as an alias, which some readers refuse', () => {
  const shared = { a: 1 };
  expect(toYaml({ one: shared, two: shared })).toBe('one:\n  a: 1\ntwo:\n  a: 1\n');
});

test('several values become several documents', () => {
  expect(parseAllDocuments(toYaml({ a: 1 }, { b: 2 })).map((document) => document.toJS())).toEqual([{ a: 1 }, { b: 2 }]);
});

test('text that looks like something else stays text', () => {
  const value = { number: '10', yes: 'yes', no: 'false', time: '0s', empty: '', lines: 'a\n  b\n\n', colon: 'a: b', tab: '\tx' };
  expect(parse(toYaml(value))).toEqual(value);
});

test.each(['no', 'on', 'y', '0b11', '0o17', '012', '1_0', '52:54:00:10:20:30', '2024-01-01', '~', '<<'])(
  'the text %s, which readers of YAML 1.1 take for something else, is in quotes',
  (text) => expect(toYaml({ text })).toBe(`text: "${text}"\n`),
);
