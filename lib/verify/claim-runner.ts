import type { Lab } from '../model';
import { ObservationCache, type Probe } from '../probe';
import type { Claim } from './claim';
import type { VerifyContext } from './context';
import { pollUntil } from './poll';
import type { ClaimResult } from './result';
import type { Verdict } from './verdict';
import type { VerifyOptions, VerifyProgress } from './verify-options';

/** Checks claims one by one, keeps their results, and tells of its progress. */
export class ClaimRunner {
  readonly results = new Map<string, ClaimResult>();
  /** Ids of claims that no second look can make true. */
  readonly settled = new Set<string>();
  private readonly cache = new ObservationCache();
  private readonly common: Omit<VerifyContext, 'observe' | 'invalidate'>;

  /** @param total how many claims there are, for progress. */
  constructor(
    private readonly total: number,
    lab: Lab,
    probe: Probe,
    private readonly options: VerifyOptions,
  ) {
    const { clock, changes, simulatedInternet, hostAddresses = [], unique = randomLabel } = options;
    this.common = { lab, probe, simulatedInternet, hostAddresses, clock, changes, unique };
  }

  /** Checks one claim until it holds or its time is up. A claim that was checked before looks at the lab anew. */
  readonly run = async (claim: Claim): Promise<void> => {
    this.report(claim, 'started');
    const { clock } = this.common;
    const started = clock.now();
    const context: VerifyContext = { ...this.common, ...this.cache.view() };
    if (claim.changes || claim.disruptive || this.results.has(claim.id)) context.invalidate();
    const deadlineSeconds = Math.min(claim.deadlineSeconds, this.options.deadlineSeconds ?? Infinity);
    const last = await pollUntil(
      clock,
      { ...claim, deadlineSeconds },
      () => claim.check(context),
      (verdict) => {
        this.report(claim, 'tried', verdict);
        context.invalidate();
      },
    );
    this.results.set(claim.id, toResult(claim, last, clock.now() - started));
    if (last.final) this.settled.add(claim.id);
    this.report(claim, 'finished', last);
  };

  private report(claim: Claim, state: VerifyProgress['state'], verdict?: Verdict): void {
    this.options.onProgress?.({ claim, state, verdict, finished: this.results.size, total: this.total });
  }
}

const randomLabel = (): string => `lab-${crypto.randomUUID().slice(0, 13)}`;

function toResult({ id, topic, sentence, from, lookAt }: Claim, verdict: Verdict, milliseconds: number): ClaimResult {
  const { ok, evidence, command } = verdict;
  return { id, topic, sentence, from, ok, evidence, command, lookAt: verdict.lookAt ?? lookAt, milliseconds };
}
