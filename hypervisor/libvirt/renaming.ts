import { objectNames } from '../../lib/model';
import { type LabIdentity, objectUuid } from '../ownership/identity';
import { ownerAttribute } from './libvirt-objects';

/**
 * Turns text about the objects of one lab, libvirt's XML or Terraform's attributes, into the same about another's: owner, network, pool,
 * bridge. Machines keep their names and UUIDs, which their saved memory is checked against (`LabIdentity.origin`).
 */
export function renaming(from: LabIdentity, to: LabIdentity): (text: string) => string {
  const [before, after] = [objectNames(from.lab), objectNames(to.lab)];
  const literal = [
    [ownerAttribute(from), ownerAttribute(to)],
    ...(['network', 'pool'] as const).map((kind) => [objectUuid(from, kind), objectUuid(to, kind)]),
  ] as const;
  const words = new Map([
    [before.network, after.network],
    [before.pool, after.pool],
    [before.bridge, after.bridge],
  ]);
  // Lab names have letters, digits and hyphens only: nothing to quote.
  const pattern = new RegExp(`(?<![\\w.-])(?:${[...words.keys()].join('|')})(?![\\w.-])`, 'g');
  return (text) =>
    literal.reduce((changed, [old, made]) => changed.replaceAll(old!, made!), text).replace(pattern, (word) => words.get(word)!);
}
