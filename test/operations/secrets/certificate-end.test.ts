import { createAuthority } from '../../../operations/secrets/pki';
import { endingCertificates } from '../../../operations/secrets/certificate-end';

let certificate: string;
let end: Date;
beforeAll(async () => {
  ({ certificate } = await createAuthority('lesson-ca'));
  // Whole seconds, as in the certificate.
  end = new Date(Math.floor((Date.now() + 10 * 365 * 24 * 3_600_000) / 1000) * 1000);
});

const hour = 3_600_000;
const hoursBefore = (hours: number): Date => new Date(end.getTime() - hours * hour);
const warnings = (now: Date): string[] => endingCertificates({ 'web.crt': certificate }, now).map(({ warning }) => warning);
const date = (): string => end.toISOString().slice(0, 10);

test('what is no certificate is told, and keeps nobody from seeing the rest', () => {
  expect(endingCertificates({ 'ca.crt': 'half', 'web.crt': certificate }, new Date())).toEqual([
    { name: 'ca.crt', warning: expect.stringMatching(/^the certificate ca\.crt cannot be read; \.\/lab down and/) },
  ]);
});

test.each([
  ['ten years', 10 * 365 * 24],
  ['31 days', 31 * 24],
  ['30 days and an hour', 30 * 24 + 1],
])('a certificate that lives for %s is not warned of', (_how, hours) => {
  expect(warnings(hoursBefore(hours))).toEqual([]);
});

test.each([
  ['30 days', 29.9 * 24, 'in 29 days'],
  ['a day and a half', 36, 'in 1 day;'],
  ['an hour', 1, 'in less than a day'],
])('one that ends within %s is, with its name, its end and what to do', (_how, hours, left) => {
  expect(warnings(hoursBefore(hours))).toEqual([expect.stringContaining(`the certificate web.crt ends on ${date()}, ${left}`)]);
  expect(warnings(hoursBefore(hours))[0]).toMatch(/; \.\/lab down and \.\/lab up make the lab anew/);
});

test('one that has ended is told as such', () => {
  expect(warnings(hoursBefore(-1))).toEqual([expect.stringContaining(`the certificate web.crt ended on ${date()};`)]);
});

test('its end is told as a date for programs, too', () => {
  const [ending] = endingCertificates({ 'web.crt': certificate }, hoursBefore(48));
  expect(Math.abs(Date.parse(ending!.ends!) - end.getTime())).toBeLessThan(5000);
});
