import type { MachineChanges } from './terraform/planned-changes';

/** What becomes of the machines, a sentence each; what is lost is said. */
export function describeMachines({ make, change, replace, remove }: MachineChanges): string[] {
  const sentences: [readonly string[], string][] = [
    [replace, 'rebuilt, with a new disk'],
    [remove, 'removed, with the disk'],
    [make, 'made'],
    [change, 'changed in place'],
  ];
  const said = sentences.filter(([names]) => names.length > 0).map(([names, what]) => `${names.join(', ')}: ${what}`);
  return said.length > 0 ? said : ['No machine is touched.'];
}
