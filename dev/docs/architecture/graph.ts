/** Names, and for each the names that it leads to. */
export type Graph = ReadonlyMap<string, ReadonlySet<string>>;

/** A graph of pairs. */
export function graphOf(pairs: readonly { readonly from: string; readonly to: string }[]): Graph {
  const graph = new Map<string, Set<string>>();
  for (const { from, to } of pairs) {
    graph.set(from, (graph.get(from) ?? new Set()).add(to));
    if (!graph.has(to)) graph.set(to, new Set());
  }
  return graph;
}

/** Everything that can be reached from a name in one step or more. */
export function reachable(graph: Graph, from: string): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [...(graph.get(from) ?? [])];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue;
    found.add(name);
    waiting.push(...(graph.get(name) ?? []));
  }
  return found;
}

/** The names that lead back to themselves. */
export const circular = (graph: Graph): readonly string[] => [...graph.keys()].filter((name) => reachable(graph, name).has(name));

/** The arrows that no longer way replaces: of a → b, b → c and a → c the last is left out. For graphs without a circle. */
export function withoutShortcuts(graph: Graph): readonly (readonly [string, string])[] {
  return [...graph].flatMap(([from, targets]) => {
    const further = new Set([...targets].flatMap((target) => [...reachable(graph, target)]));
    return [...targets].filter((target) => !further.has(target)).map((target) => [from, target] as const);
  });
}

/** How many steps the longest way from each name has: 0 for one that leads nowhere. For graphs without a circle. */
export function heights(graph: Graph): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const heightOf = (name: string): number => {
    const known = found.get(name);
    if (known !== undefined) return known;
    const height = Math.max(-1, ...[...graph.get(name)!].map(heightOf)) + 1;
    found.set(name, height);
    return height;
  };
  for (const name of graph.keys()) heightOf(name);
  return found;
}
