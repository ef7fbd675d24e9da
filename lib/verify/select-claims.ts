import { ValueError } from '../model';
import type { Claim } from './claim';

/**
 * The claims that `only` names by topic, id or beginning of an id; all without `only`. A disruptive claim needs `disruptive`, or
 * a name that is more than its topic. @throws ValueError for a name that is no claim's.
 */
export function selectClaims(claims: readonly Claim[], only: readonly string[] = [], disruptive = false): readonly Claim[] {
  const isNamed = (claim: Claim, name: string) => claim.topic === name || claim.id === name || claim.id.startsWith(`${name}.`);
  for (const name of only) {
    if (claims.some((claim) => isNamed(claim, name))) continue;
    const topics = [...new Set(claims.map(({ topic }) => topic))];
    throw new ValueError(name, 'is no claim of this lab', `name a topic (${topics.join(', ')}) or a claim's id`);
  }
  return claims.filter((claim) => {
    const names = only.filter((name) => isNamed(claim, name));
    if (claim.disruptive && !disruptive) return names.some((name) => name !== claim.topic);
    return only.length === 0 || names.length > 0;
  });
}
