import { printable, printableText } from '../../../lib/report/printable';
import { broken, holds, reportOf } from './fixture';

test.each([
  ['terminal escapes', '\u001b[31mred\u0007', '␛[31mred␇'],
  ['NUL and DEL', 'a\0b\x7f', 'a␀b␡'],
  ['a lone carriage return', '10%\r20%', '10%␍20%'],
  ['what XML has no character for', '\ufffe\uffff\x85', '���'],
  ['half of a surrogate pair', 'a\ud800b', 'a�b'],
  ['overrides of direction', 'a\u202egnp.exe\u2066', 'a�gnp.exe�'],
])('%s are shown and do nothing', (_what, text, expected) => {
  expect(printableText(text)).toBe(expected);
});

test.each([
  ['lines and tabs', 'one\n\ttwo', 'one\n\ttwo'],
  ['lines of a protocol', 'HTTP/1.1 200 OK\r\n\r\n', 'HTTP/1.1 200 OK\n\n'],
  ['other writing', '한국어 😀 é', '한국어 😀 é'],
  ['markup, which is not its affair', '<b>&amp;', '<b>&amp;'],
])('%s stay', (_what, text, expected) => {
  expect(printableText(text)).toBe(expected);
});

test('evidence, command and hint of every claim are made printable, and nothing else is touched', () => {
  const odd = { ...broken, evidence: '\u001b', command: '\u001b', lookAt: '\u001b' };
  expect(printable(reportOf(holds, odd))).toEqual(reportOf(holds, { ...odd, evidence: '␛', command: '␛', lookAt: '␛' }));
});
