import { decodeDefinition } from '../../../lib/definition/definition-text';

const problem = (reason: string, line: number, column: number) => ({
  path: '',
  value: '',
  reason,
  remedy: 'save it as UTF-8',
  position: { line, column },
});
const littleEndian = Buffer.from('name: lab\n', 'utf16le');
const bigEndian = Buffer.from(littleEndian).swap16();
const marked = (...bytes: number[]) => Buffer.from(bytes);

test.each([
  ['UTF-16 as Windows writes it', Buffer.concat([marked(0xff, 0xfe), littleEndian]), 'is encoded as UTF-16'],
  ['UTF-16 in the other order', Buffer.concat([marked(0xfe, 0xff), bigEndian]), 'is encoded as UTF-16'],
  ['UTF-16 without a mark', littleEndian, 'is encoded as UTF-16'],
  ['UTF-16 in the other order, without a mark', bigEndian, 'is encoded as UTF-16'],
  ['UTF-32', marked(0xff, 0xfe, 0, 0, 0x6e, 0, 0, 0), 'is encoded as UTF-32'],
])('%s is refused by its name', (_what, bytes, reason) => {
  expect(decodeDefinition(bytes)).toEqual(problem(reason, 1, 1));
});

test('another encoding is refused where its first character is that UTF-8 does not have', () => {
  expect(decodeDefinition(Buffer.from('name: lab\n# Münch', 'latin1'))).toEqual(problem('is not encoded as UTF-8', 2, 4));
});

test.each(['', 'name: lab\n', '# 회사\n', 'a'])('the text %j is taken', (text) => {
  expect(decodeDefinition(Buffer.from(text))).toBe(text);
});
