import { lineHeight, textWidth } from '../../../lib/figure/text-size';

// Measured in a browser by index.real.test.ts. Here: DejaVu Sans, the widest of the usual fonts, as its own tables have it.
test.each([
  ['name', 'api-tester-nodeport', 139],
  ['note', 'Deployment · HTTP test server', 178],
  ['address', '192.168.56.60:80,443', 145],
  ['heading', 'WWW', 57],
] as const)('%s text "%s" has room for %d pixels', (style, text, pixels) => {
  expect(textWidth(text, style)).toBeGreaterThanOrEqual(pixels);
  expect(textWidth(text, style)).toBeLessThan(pixels * 1.25);
});

test('a Korean letter is as wide as it is high', () => {
  expect(textWidth('한국어', 'note')).toBe(Math.ceil(3 * 11.5));
  expect(textWidth('한', 'address')).toBe(12);
});

test('no text has no width, and every line has a height', () => {
  expect(textWidth('', 'name')).toBe(0);
  expect(lineHeight('note')).toBe(17);
});
