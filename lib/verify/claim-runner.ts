import type { Lab } from '../model';
import { lookForUnsettled, ObservationCache, type Probe } from '../probe';
import type { Claim } from './claim';
import type { VerifyContext } from './verify-context';
import { decide, type Decision, failedLooks, isDoubtful } from './decide';
import type { Look } from './patience';
import { type ClaimResult, evidenceOf } from './result';
import { SettledWatch } from './settled-watch';
import { type CommandSpan, type LookSpan, tellingProbe } from './spans';
import type { Verdict } from './verdict';
import type { VerifyOptions, VerifyProgress } from './verify-options';

/** A claim that was looked at, and where the time went. */
interface Looked {
  readonly claim: Claim;
  readonly decision: Decision;
  readonly spans: readonly LookSpan[];
  /** Milliseconds of the clock. */
  readonly started: number;
}

/** Checks claims one by one, keeps their results, and tells of its progress. */
export class ClaimRunner {
  readonly results = new Map<string, ClaimResult>();
  /** Claims that were false, perhaps because others kept the machines busy. */
  private doubts: Looked[] = [];
  /** How many of them were false again. */
  private stayedFalse = 0;
  /** Ids of claims that were looked at before, which get no observation of then. */
  private readonly seen = new Set<string>();
  private readonly cache = new ObservationCache();
  private readonly watch: SettledWatch;
  private readonly began: number;

  /** @param total how many claims there are, for progress. */
  constructor(
    private readonly total: number,
    private readonly lab: Lab,
    private readonly probe: Probe,
    private readonly options: VerifyOptions,
  ) {
    this.watch = new SettledWatch((now) => lookForUnsettled(lab, probe, now), options.clock);
    this.began = options.clock.now();
  }

  /** Looks at one claim until it is decided. */
  readonly run = async (claim: Claim): Promise<void> => {
    if (!this.skip(claim)) this.conclude(await this.look(claim));
  };

  /** The same, but a claim that may have had its answer too late is left open, for `decideDoubts`. */
  readonly runAmongOthers = async (claim: Claim): Promise<void> => {
    if (this.skip(claim)) return;
    const looked = await this.look(claim);
    if (this.options.deadlineSeconds !== undefined || !isDoubtful(looked.decision)) return this.conclude(looked);
    this.doubts.push(looked);
    this.report(claim, 'doubted', looked.decision.looks.at(-1)!.verdict);
  };

  /** Looks once more at the claims left open, each on its own. Once `most` have stayed false, the others are false as they are. */
  async decideDoubts(most: number): Promise<void> {
    const doubts = this.doubts;
    this.doubts = [];
    for (const doubted of doubts) {
      const looked = this.stayedFalse < most ? await this.look(doubted.claim, { alone: true }) : doubted;
      if (!looked.decision.ok) this.stayedFalse += 1;
      this.conclude(looked);
    }
  }

  private async look(claim: Claim, { alone = false } = {}): Promise<Looked> {
    const { clock } = this.options;
    const started = clock.now();
    const spans: LookSpan[] = [];
    let commands: CommandSpan[] = [];
    const probe = tellingProbe(
      this.probe,
      (span) => commands.push(span),
      () => spans.length > 0,
    );
    const context = this.contextOf(probe, alone);
    if (claim.changes || claim.disruptive || this.seen.has(claim.id)) context.invalidate();
    this.seen.add(claim.id);
    this.watch.ignore(claim.unsettles ?? []);
    this.report(claim, 'started');
    const onLook = ({ began, ended, verdict }: Look) => {
      spans.push({ ok: verdict.ok, at: began - this.began, milliseconds: ended - began, commands });
      commands = [];
      this.report(claim, 'tried', verdict);
      context.invalidate();
    };
    const deadlineSeconds = Math.min(claim.deadlineSeconds, this.options.deadlineSeconds ?? Infinity);
    const changing = claim.changes !== undefined || claim.disruptive === true;
    const check = () => claim.check(context);
    const decision = await decide({ clock, watch: this.watch, check, onLook }, { ...claim, deadlineSeconds, changing });
    return { claim, decision, spans, started };
  }

  private contextOf(probe: Probe, alone: boolean): VerifyContext {
    const { clock, changes, simulatedInternet, hostAddresses = [], unique = randomLabel } = this.options;
    return { lab: this.lab, probe, simulatedInternet, hostAddresses, clock, changes, alone, unique, ...this.cache.view() };
  }

  /** A claim that cannot be judged here gets no verdict but a reason. */
  private skip(claim: Claim): boolean {
    const { ownHosts = true, simulatedInternet } = this.options;
    const reason = claim.notAsked?.({ ownHosts, simulatedInternet });
    if (!reason) return false;
    const { id, topic, sentence, from, lookAt } = claim;
    const evidence = `not asked: ${reason}`;
    const result: ClaimResult = {
      ...{ id, topic, sentence, from, ok: true, evidence, command: '', lookAt, milliseconds: 0, notAsked: reason },
    };
    this.results.set(id, result);
    this.report(claim, 'finished', undefined, result);
    return true;
  }

  private conclude({ claim, decision, spans, started }: Looked): void {
    const { id, topic, sentence, from } = claim;
    const { command, lookAt = claim.lookAt } = decision.looks.at(-1)!.verdict;
    const failed = failedLooks(decision.looks);
    const result: ClaimResult = {
      ...{ id, topic, sentence, from, ok: decision.ok, evidence: evidenceOf(decision), command, lookAt },
      milliseconds: this.options.clock.now() - started,
      ...(decision.ok && failed && { failedLooks: failed }),
      looks: spans,
    };
    this.results.set(id, result);
    this.report(claim, 'finished', decision.looks.at(-1)!.verdict, result);
  }

  private report(claim: Claim, state: VerifyProgress['state'], verdict?: Verdict, result?: ClaimResult): void {
    this.options.onProgress?.({ claim, state, verdict, result, finished: this.results.size, total: this.total });
  }
}

const randomLabel = (): string => `lab-${crypto.randomUUID().slice(0, 13)}`;
