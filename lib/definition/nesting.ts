import { type CST, LineCounter, Parser } from 'yaml';

/** Collections in collections. A definition has six; what a merge key adds is not counted. */
export const deepest = 100;

/**
 * Where a text of YAML goes too deep, or undefined. The library reads nested collections by recursion, and a full stack can end the whole
 * program: V8 gives up where it has no room to compile an expression. Its parser of tokens has a stack of its own, so it is asked first.
 */
export function tooDeep(text: string): { readonly line: number; readonly column: number } | undefined {
  const lines = new LineCounter();
  const open = [...new Parser(lines.addNewLine).parse(text)].map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth } = next;
    if (depth > deepest) {
      const { line, col } = lines.linePos(token.offset);
      return { line, column: col };
    }
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + ('items' in child ? 1 : 0) });
  }
  return undefined;
}

function childrenOf(token: CST.Token): CST.Token[] {
  if ('items' in token)
    return token.items.flatMap(({ key, value }) => [key, value]).filter((child) => child !== undefined && child !== null);
  return token.type === 'document' && token.value ? [token.value] : [];
}
