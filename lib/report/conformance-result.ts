import { printableText } from './printable';
import { table } from './table';

/** One of Kubernetes' own tests, as it went. */
export interface ConformanceTest {
  /** Kubernetes' name for it, its subject first: `[sig-network] DNS should …`. */
  readonly name: string;
  readonly passed: boolean;
  /** It found the cluster unsuited, and showed nothing. Default: no. */
  readonly skipped?: boolean;
  readonly milliseconds: number;
  /** Why it did not pass. */
  readonly reason?: string;
}

/** What a run of Kubernetes' own tests came to. */
export interface ConformanceRun {
  readonly tests: readonly ConformanceTest[];
  /** What is wrong with the run itself: statuses that differ, tests that did not run. Default: nothing. */
  readonly faults?: readonly string[];
}

/** A run that was kept. */
export interface Conformance extends ConformanceRun {
  readonly finishedAt: Date;
}

/** How many tests passed, failed, and were skipped. */
export function conformanceTally({ tests }: ConformanceRun): { passed: number; failed: number; skipped: number } {
  const passed = tests.filter((test) => test.passed).length;
  const skipped = tests.filter((test) => test.skipped).length;
  return { passed, failed: tests.length - passed - skipped, skipped };
}

/** What keeps a run from having passed, in a sentence; undefined: nothing. */
export function conformanceFailure(run: ConformanceRun): string | undefined {
  const failed = run.tests.filter(isFailed).map(({ name }) => name);
  const tests = failed.length > 0 ? [`${failed.length} of ${run.tests.length} tests failed: ${failed.join('; ')}`] : [];
  return [...tests, ...(run.faults ?? [])].join('; ') || undefined;
}

/** For a terminal: one line for each test, then why some did not pass, what is wrong with the run, and the tally. */
export function conformanceText(run: ConformanceRun): string {
  const { passed, failed, skipped } = conformanceTally(run);
  const rows = run.tests.map((test) => [markOf(test), `${(test.milliseconds / 1000).toFixed(1)} s`, test.name]);
  return [
    ...(rows.length > 0 ? [table(['', 'time', 'test'], rows)] : []),
    ...run.tests
      .filter((test) => !test.passed)
      .map((test) => `${markOf(test)} ${test.name}\n${printableText(test.reason ?? '')}`),
    ...(run.faults ?? []).map((fault) => `✘ ${printableText(fault)}`),
    `${passed} passed, ${failed} failed, ${skipped} skipped`,
  ].join('\n\n');
}

const isFailed = ({ passed, skipped }: ConformanceTest): boolean => !passed && !skipped;

const markOf = ({ passed, skipped }: ConformanceTest): string => (passed ? '✔' : skipped ? '-' : '✘');

/** The same without characters that do something instead of being seen. */
export const printableConformance = (conformance: Conformance | undefined): Conformance | undefined =>
  conformance && {
    ...conformance,
    faults: conformance.faults?.map(printableText),
    tests: conformance.tests.map((test) => ({ ...test, reason: test.reason && printableText(test.reason) })),
  };
