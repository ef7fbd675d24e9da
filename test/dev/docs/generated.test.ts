import { withGenerated } from '../../../dev/docs/generated';

const page = 'Before.\n\n<!-- generated: a -->\nold\n<!-- end of a -->\n\nAfter.\n';

test.each([
  ['without the part', 'no marks'],
  ['without its end', '<!-- generated: a -->\nold\n'],
  ['with the part twice', page + page],
  ['with the marks in the wrong order', '<!-- end of a --><!-- generated: a -->'],
])('fails for a page %s', (_what, text) => {
  expect(() => withGenerated(text, 'a', 'new')).toThrow('<!-- generated: a -->');
});

test('replaces the part and nothing else; again it changes nothing', () => {
  const once = withGenerated(page, 'a', 'new');
  expect(once).toBe('Before.\n\n<!-- generated: a -->\n\nnew\n\n<!-- end of a -->\n\nAfter.\n');
  expect(withGenerated(once, 'a', 'new')).toBe(once);
});
