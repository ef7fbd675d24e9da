import { type Lab, ValueError } from '../model';
import type { ChangeLog } from './change';
import type { Claim, Verdict, VerifyContext } from './claim';
import { claimsOf } from './claims';
import { type Clock, persist } from './clock';
import { Looks } from './looks';
import type { Probe } from './probe';
import type { ClaimResult, Report } from './report';

/** What happens to a claim while verification runs. */
export interface VerifyProgress {
  readonly claim: Claim;
  /** `tried`: looked, and will look again. */
  readonly state: 'started' | 'tried' | 'finished';
  /** What the last look showed; absent when started. */
  readonly verdict?: Verdict;
  /** How many claims are finished, of how many. */
  readonly finished: number;
  readonly total: number;
}

export interface VerifyOptions {
  /** Whether the internet behind the gateway is the lab's own; the addresses of outside names are then known. */
  readonly simulatedInternet: boolean;
  /**
   * The addresses of the machine that runs the lab, where its firewall is the lab's own. Default: the rules are somebody else's, and
   * nothing is claimed about isolation.
   */
  readonly hostAddresses?: readonly string[];
  /** Ids, topics or beginnings of ids (`dns`, `dns.company`). Default: all claims. */
  readonly only?: readonly string[];
  /** Whether claims that stop machines or take minutes are looked at, too. Default: only those that `only` names by id. */
  readonly disruptive?: boolean;
  /**
   * Seconds each claim has at most; none is then looked at once more. Default: its own, which are those of a slow, emulated cluster.
   */
  readonly deadlineSeconds?: number;
  /** How many claims are looked at together. Default: 40; how many connections that makes is the probe's affair. */
  readonly concurrency?: number;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly clock: Clock;
  /** Records what claims change in the lab, and lets them repair it. */
  readonly changes: ChangeLog;
  /** Labels for names nobody has used. Default: random. */
  readonly unique?: () => string;
}

/**
 * Looks at a running lab and says of each claim whether it is true. Claims that change the lab come after all that only look,
 * and those that stop machines last, one at a time.
 * @throws ValueError when `only` names no claim; what the probe or the clock throws when the looking was interrupted, once what was
 * changed in the lab is repaired.
 */
export async function verify(lab: Lab, probe: Probe, options: VerifyOptions): Promise<Report> {
  const { clock, changes, simulatedInternet, hostAddresses } = options;
  const judged = claimsOf(lab).filter(({ topic }) => topic !== 'isolation' || hostAddresses !== undefined);
  const claims = selectClaims(judged, options.only, options.disruptive);
  const unique = options.unique ?? (() => `lab-${crypto.randomUUID().slice(0, 13)}`);
  const common = { lab, probe, simulatedInternet, hostAddresses: hostAddresses ?? [], clock, changes, unique };
  const looks = new Looks();
  const results = new Map<string, ClaimResult>();
  /** Claims that no second look can make true. */
  const settled = new Set<string>();
  const look = async (claim: Claim): Promise<void> => {
    const tell = (state: VerifyProgress['state'], verdict?: Verdict) =>
      options.onProgress?.({ claim, state, verdict, finished: results.size, total: claims.length });
    tell('started');
    const started = clock.now();
    const context: VerifyContext = { ...common, ...looks.view() };
    if (claim.changes || claim.disruptive || results.has(claim.id)) context.forget();
    const last = await persist(
      clock,
      { ...claim, deadlineSeconds: Math.min(claim.deadlineSeconds, options.deadlineSeconds ?? Infinity) },
      () => claim.check(context),
      (verdict) => {
        tell('tried', verdict);
        context.forget();
      },
    );
    results.set(claim.id, toResult(claim, last, clock.now() - started));
    if (last.final) settled.add(claim.id);
    tell('finished', last);
  };

  const inTurn = (some: readonly Claim[]): Promise<void> => pooled(some, 1, look);
  const width = options.concurrency ?? 40;
  const { looking, changing, disruptive } = phasesOf(claims);
  await pooled(looking, width, look);
  const missed = looking.filter(({ id }) => !results.get(id)!.ok);
  if (options.deadlineSeconds === undefined && missed.length <= secondLooks)
    await inTurn(missed.filter(({ id }) => !settled.has(id)));
  await pooled(changing, width, inTurn);
  await inTurn(disruptive);
  const inOrder = claims.map(({ id }) => results.get(id)!);
  return { lab: lab.name, claims: inOrder, ok: inOrder.every(({ ok }) => ok) };
}

/** Those that only look; those that change the lab, by what they change; those that stop machines. */
function phasesOf(claims: readonly Claim[]) {
  const changing = new Map<string, Claim[]>();
  for (const claim of claims) {
    if (!claim.changes || claim.disruptive) continue;
    changing.set(claim.changes, [...(changing.get(claim.changes) ?? []), claim]);
  }
  return {
    looking: claims.filter(({ changes, disruptive }) => !changes && !disruptive),
    changing: [...changing.values()],
    disruptive: claims.filter(({ disruptive }) => disruptive),
  };
}

/**
 * So many claims that were false beside all others are looked at once more, each alone: on a busy emulated machine it may have
 * been the look that came too late. What was seen although it must never be stays seen. More of them are the lab's own fault, and
 * a second look would only cost time.
 */
const secondLooks = 3;

/**
 * The claims that `only` names by topic, id or beginning of an id; a disruptive one only when `disruptive` is set or it is named
 * by more than its topic. @throws ValueError for a name that is no claim's.
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

function toResult({ id, topic, sentence, from, lookAt }: Claim, verdict: Verdict, milliseconds: number): ClaimResult {
  const { ok, evidence, command } = verdict;
  return { id, topic, sentence, from, ok, evidence, command, lookAt: verdict.lookAt ?? lookAt, milliseconds };
}

/**
 * Does `work` for every item, at most `width` at a time. After an error nothing new is begun, and what was begun comes to its
 * end first: it may have to mend what it changed.
 */
async function pooled<T>(items: readonly T[], width: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    try {
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
    } catch (error) {
      waiting.length = 0;
      throw error;
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: Math.max(1, width) }, worker));
  const failed = ends.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}
