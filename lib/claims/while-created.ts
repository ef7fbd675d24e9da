import { type AnyChange, type ChangeKind, together, type Verdict, type VerifyContext, withChange } from '../verify';

/**
 * Makes something of the lab's cluster to look at, looks at it, and has it removed whatever happens.
 * @param make says whether it could be made
 */
export async function whileCreated<Change extends AnyChange>(
  context: VerifyContext,
  kind: ChangeKind<Change>,
  change: Change,
  { make, look }: { readonly make: () => Promise<Verdict>; readonly look: () => Promise<Verdict> },
): Promise<Verdict> {
  let created = false;
  const changed = await withChange(context, kind, change, async () => {
    const made = await make();
    created = made.ok;
    return made.ok ? look() : made;
  });
  const seen = together(changed);
  // It is gone, so a repeated check would make another one. What could not be made may be made yet.
  return seen.ok ? seen : { ...seen, once: created };
}
