import * as fc from 'fast-check';
import { formatMebibytes, parseMebibytes } from '../../../lib/model';
import { refusal } from './problems';

const form = { reason: 'is not a size', remedy: 'write a number and MiB, GiB or TiB, such as 2 GiB' };
const twoWays = 'has a unit that is read in two ways';

test.each([
  ['2048', { reason: 'has no unit', remedy: 'write 2048 MiB or 2048 GiB' }],
  ['2 GB', { reason: twoWays, remedy: 'write 2 GiB' }],
  ['2G', { reason: twoWays, remedy: 'write 2 GiB' }],
  ['512m', { reason: twoWays, remedy: 'write 512 MiB' }],
  ['1536 MB', { reason: twoWays, remedy: 'write 1536 MiB' }],
  ['1T', { reason: twoWays, remedy: 'write 1 TiB' }],
  ['0.3 GiB', { reason: 'is not a whole number of mebibytes', remedy: 'write 308 MiB' }],
  ['0.5 MiB', { reason: 'is not a whole number of mebibytes', remedy: 'write 1 MiB' }],
  [`${'9'.repeat(20)} GiB`, { reason: 'is more than any machine has' }],
  [`${'9'.repeat(400)} GiB`, { reason: 'is more than any machine has' }],
  ['2 KiB', form],
  ['2 GiBs', form],
  ['two GiB', form],
  ['-2 GiB', form],
  ['2,5 GiB', form],
  ['2. GiB', form],
  ['.5 GiB', form],
  ['GiB', form],
  ['1e3 MiB', form],
  ['', form],
])('refuses %j', (text, expected) => {
  expect(refusal(() => parseMebibytes(text))).toEqual({ value: text, ...expected });
});

test.each([
  ['384 MiB', 384],
  ['512MiB', 512],
  ['2 GiB', 2048],
  ['2Gi', 2048],
  ['2 gib', 2048],
  ['1.5 GiB', 1536],
  ['0.5 TiB', 524288],
  ['12800 Mi', 12800],
])('%s is %i MiB', (text, mebibytes) => {
  expect(parseMebibytes(text)).toBe(mebibytes);
});

test.each([
  [512, '512 MiB'],
  [2048, '2 GiB'],
  [2560, '2560 MiB'],
  [1048576, '1 TiB'],
  [1572864, '1536 GiB'],
  [0, '0 MiB'],
])('%i MiB is written %s', (mebibytes, text) => {
  expect(formatMebibytes(mebibytes)).toBe(text);
});

test('every size survives being written and parsed', () => {
  fc.assert(fc.property(fc.nat(2 ** 31 - 1), (size) => expect(parseMebibytes(formatMebibytes(size))).toBe(size)));
});

test('any text is a size or is refused by a ValueError, and a size put forward instead is taken', () => {
  const nearly = fc
    .tuple(
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.constantFrom('', ' ', '  '),
      fc.stringMatching(/^[kKmMgGtT]?i?[bB]?$/),
    )
    .map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.oneof(fc.string(), nearly), (text) => {
      const refused = refusal(() => parseMebibytes(text));
      if (refused?.reason === twoWays) parseMebibytes(refused.remedy!.replace(/^write /, ''));
    }),
  );
});
