import { closest, distance } from 'fastest-levenshtein';

/** The known name that was probably meant; undefined when none is near. */
export function closestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const plain = (text: string) => text.toLowerCase().replaceAll(/[-_\s]/g, '');
  const same = known.find((candidate) => plain(candidate) === plain(name));
  if (same) return same;
  const nearest = closest(name, [...known]);
  // Two letters exchanged are two changes, and most of a short word.
  const shorter = Math.min(name.length, nearest.length);
  return distance(name, nearest) <= Math.max(1, Math.ceil(shorter / 3)) ? nearest : undefined;
}
