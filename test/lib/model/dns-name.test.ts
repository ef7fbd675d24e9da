import * as fc from 'fast-check';
import { parseDnsLabel, parseDnsName, parseRecordName } from '../../../lib/model/dns-name';
import { refusal } from './problems';

const label63 = 'a'.repeat(63);
const label64 = 'a'.repeat(64);
const rule = (label: string) => `has the label "${label}"; a label is letters, digits and hyphens, with no hyphen at either end`;

test.each([
  ['', { value: '""', reason: 'is empty' }],
  ['.', { reason: 'has an empty label' }],
  ['..', { reason: 'has an empty label' }],
  ['company..internal', { reason: 'has an empty label', remedy: 'write company.internal' }],
  ['.company.internal', { reason: 'has an empty label', remedy: 'write company.internal' }],
  ['Company...', { reason: 'has an empty label', remedy: 'write company' }],
  [`${label64}.internal`, { reason: 'has a label of 64 characters; a label has at most 63' }],
  ['-a.internal', { reason: rule('-a') }],
  ['a-.internal', { reason: rule('a-') }],
  ['a_b.internal', { reason: rule('a_b') }],
  ['a b.internal', { reason: rule('a b') }],
  ['münchen.internal', { reason: rule('münchen') }],
  ['a.internal\n', { reason: rule('internal\n') }],
  ['Company.Internal', { reason: 'is not in its plain form', remedy: 'write company.internal' }],
  ['https://github.com', { reason: 'is a URL; only the name is wanted here', remedy: 'write github.com' }],
  ['https://GitHub.com:443/login?a=b', { reason: 'is a URL; only the name is wanted here', remedy: 'write github.com' }],
  ['github.com:443', { reason: 'has a port; only the name is wanted here', remedy: 'write github.com' }],
  ['github.com/login', { reason: 'has a path; only the name is wanted here', remedy: 'write github.com' }],
  ['https://', { reason: rule('https://') }],
  [`${Array(4).fill(label63).join('.')}`, { reason: 'has 255 characters; a DNS name has at most 253' }],
])('refuses the name %j', (text, expected) => {
  expect(refusal(() => parseDnsName(text))).toEqual({ value: text, ...expected });
});

test.each([
  ['', { value: '""', reason: 'has an empty label' }],
  [label64, { reason: 'has a label of 64 characters; a label has at most 63' }],
  ['Worker-1', { reason: 'has upper-case letters', remedy: 'write worker-1' }],
  ['worker.1', { reason: 'is a name with dots; one word is wanted', remedy: 'write worker' }],
  ['worker.-', { reason: rule('worker.-') }],
  ['-', { reason: rule('-') }],
])('refuses the label %j', (text, expected) => {
  expect(refusal(() => parseDnsLabel(text))).toEqual({ value: text, ...expected });
});

test.each(['company.internal', 'a', '1and1.com', 'xn--mnchen-3ya.de', `${label63}.internal`])('takes the name %s', (text) => {
  expect(parseDnsName(text)).toBe(text);
});

test('the final dot of a name is taken off', () => {
  expect(parseDnsName('company.internal.')).toBe('company.internal');
});

describe('a record of the zone company.internal', () => {
  const zone = 'company.internal';
  test.each([
    ['mail', 'mail'],
    ['a.b', 'a.b'],
    ['mail.company.internal', 'mail'],
    ['mail.company.internal.', 'mail'],
    ['mail.company.internal.company.internal', 'mail'],
    ['github.com', 'github.com'],
    ['my-company.internal', 'my-company.internal'],
  ])('may be written %s', (text, name) => expect(parseRecordName(text, zone)).toBe(name));

  test.each([
    ['github.com.', "is outside the company's zone company.internal", 'without the final dot it is github.com.company.internal'],
    ['company.internal', "is the company's zone itself", 'name something in it, such as mail.company.internal'],
    ['company.internal.', "is the company's zone itself", 'name something in it, such as mail.company.internal'],
  ])('is not %s', (text, reason, remedy) => {
    expect(refusal(() => parseRecordName(text, zone))).toEqual({ value: text, reason, remedy });
  });
});

test.each(['worker-1', 'a--b', '1', label63])('takes the label %s', (text) => {
  expect(parseDnsLabel(text)).toBe(text);
});

test('any text is a name or is refused by a ValueError, and a name put forward instead is taken', () => {
  const nearly = fc
    .array(fc.string({ unit: fc.constantFrom('a', 'B', '1', '-', '_'), maxLength: 3 }), { maxLength: 5 })
    .map((labels) => labels.join('.'));
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly, fc.domain()), (text) => {
      const suggested = refusal(() => parseDnsName(text))?.remedy?.replace(/^write /, '');
      if (suggested !== undefined && !/[-_]/.test(suggested)) expect(parseDnsName(suggested)).toBe(suggested);
    }),
  );
});
