/** The comments between which a generated part of a page stands. */
const marks = (name: string) => ({ begin: `<!-- generated: ${name} -->`, end: `<!-- end of ${name} -->` });

/**
 * A page with its generated part of that name replaced.
 * @throws when the page does not have both marks, once each and in order
 */
export function withGenerated(page: string, name: string, body: string): string {
  const { begin, end } = marks(name);
  const [before, rest, ...more] = page.split(begin);
  const [old, after, ...further] = (rest ?? '').split(end);
  if (more.length > 0 || further.length > 0 || old === undefined || after === undefined)
    throw new Error(`the page needs the lines ${begin} and ${end}, once each and in this order`);
  return `${before}${begin}\n\n${body}\n\n${end}${after}`;
}
