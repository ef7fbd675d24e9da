/** Paths of things that need no values of their own: `*` is any key or item. */
const emptyThings = [
  ['services', '*'],
  ['workloads', '*'],
  ['workers', '*'],
  ['services', '*', 'ports', '*'],
];
/** Paths of names that need a value. */
const neededValues = [
  ['dns', 'records', '*'],
  ['dns', 'forwardZones', '*'],
];

/**
 * Gives keys without a value their meaning. A known key counts as absent, as commented examples leave it. A name of the user's
 * choice counts as present: `web:` under services is a Service with all defaults. Elsewhere `null` stays, and is refused.
 */
export function withoutNulls(value: unknown, path: readonly string[] = []): unknown {
  if (value === null && isAt(emptyThings, path)) return {};
  if (Array.isArray(value)) return value.map((item: unknown) => withoutNulls(item, [...path, '*']));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([key, part]) => [key, part, [...path, key]] as const)
      .filter(([, part, at]) => part !== null || isAt(emptyThings, at) || isAt(neededValues, at))
      .map(([key, part, at]) => [key, withoutNulls(part, at)]),
  );
}

const isAt = (places: readonly (readonly string[])[], path: readonly string[]): boolean =>
  places.some((place) => place.length === path.length && place.every((step, index) => step === '*' || step === path[index]));
