import { chooseClaims, claimsOf } from '../../../lib/claims';
import { type ChangeLog, type Claim, type Report, verify } from '../../../lib/verify';
import { uninterrupted } from '../../../host/interruption';
import { type Context, createLiveProbe, runningHypervisor } from '../../../operations/context';
import { changeLog } from '../../../operations/lab-folder/change-log';
import type { LiveProbe } from '../../../operations/live-probe/live-probe';
import { systemClock } from '../../../operations/system-clock';

/** Something to look at a lab with. */
export interface Looking {
  readonly context: Context;
  readonly probe: LiveProbe;
  readonly changes: ChangeLog;
  readonly simulatedInternet: boolean;
}

/** Does work that looks at the running lab. */
export async function whileLooking<Seen>(context: Context, work: (looking: Looking) => Promise<Seen>): Promise<Seen> {
  const { internet } = await runningHypervisor(context);
  const probe = await createLiveProbe(context);
  try {
    return await work({ context, probe, changes: changeLog(context, 'test'), simulatedInternet: internet === 'simulated' });
  } finally {
    await uninterrupted(() => probe.close(), 10);
  }
}

/** `dns` names `dns.kubernetes`; `dns.kube` does not. */
export const isNamed = (claim: string, name: string): boolean => claim === name || claim.startsWith(`${name}.`);

/** Those claims of the lab that are named. */
export function existing({ context: { lab } }: Looking, names: readonly string[]): readonly Claim[] {
  const wanted = claimsOf(lab).filter(({ id }) => names.some((name) => isNamed(id, name)));
  return wanted.length === 0 ? [] : chooseClaims(lab, { only: wanted.map(({ id }) => id) });
}

/** Every claim that only looks, and those that are named. */
export function readingClaims({ context: { lab } }: Looking, names: readonly string[]): readonly Claim[] {
  return chooseClaims(lab).filter(({ id, changes }) => !changes || names.some((name) => isNamed(id, name)));
}

export async function look(
  { context, probe, changes, simulatedInternet }: Looking,
  claims: readonly Claim[],
  deadlineSeconds?: number,
  onRed?: (claim: { readonly id: string; readonly evidence: string }) => void,
): Promise<Report> {
  return verify(claims, context.lab, probe, {
    ...{ simulatedInternet, clock: systemClock, changes, deadlineSeconds },
    onProgress: ({ result }) => void (result && !result.ok && onRed?.(result)),
  });
}
