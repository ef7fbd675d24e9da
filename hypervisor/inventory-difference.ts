import type { Inventory } from './inventory';
import { bears } from './marks';

/** What a lab left: a thing of its marks that is there after and was not before, or a setting that is another one now. Empty: nothing. */
export function difference(before: Inventory, after: Inventory): string[] {
  const left = newThings(before, after).filter((thing) => after.marks.some((mark) => bears(thing, mark)));
  return [...new Set([...left, ...changedSettings(before, after)])];
}

/** Settings that were there before and have another value now, whosever they are. */
function changedSettings(before: Inventory, after: Inventory): string[] {
  const nameOf = (setting: string) => setting.split(' = ')[0];
  const known = new Set(before.things['kernel setting']?.map(nameOf));
  return newThings(before, after).filter(
    (thing) => thing.startsWith('kernel setting ') && known.has(nameOf(thing.slice('kernel setting '.length))),
  );
}

/** Everything that is there after and was not before, whosever it is. */
export function newThings(before: Inventory, after: Inventory): string[] {
  return Object.entries(after.things).flatMap(([kind, things]) => {
    // What could not be seen before cannot be told from what is new.
    if (before.unseen?.[kind] !== undefined) return [];
    const known = new Set(before.things[kind]);
    return things.filter((thing) => !known.has(thing)).map((thing) => `${kind} ${thing}`);
  });
}

/** What ends by itself, or is shown in another way from moment to moment. */
const fleeting = ['process', 'route', 'kernel setting'];

/** What was there before, is gone, and was not the lab's: nothing that a lab's removal may take away. */
export function vanished(before: Inventory, after: Inventory): string[] {
  return newThings(after, before).filter(
    (thing) => !fleeting.some((kind) => thing.startsWith(kind)) && !before.marks.some((mark) => bears(thing, mark)),
  );
}

/** The kinds that could not be looked at, each with the reason. */
export const unseenKinds = (...inventories: readonly Inventory[]): string[] => [
  ...new Set(inventories.flatMap(({ unseen = {} }) => Object.entries(unseen).map(([kind, reason]) => `${kind}s (${reason})`))),
];
