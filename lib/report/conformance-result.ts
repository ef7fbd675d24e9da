import { printableText } from './printable';
import { table } from './table';

/** One of Kubernetes' own tests, as it went. */
export interface ConformanceTest {
  /** Kubernetes' name for it, its subject first: `[sig-network] DNS should …`. */
  readonly name: string;
  readonly passed: boolean;
  readonly milliseconds: number;
  /** Why it did not pass. */
  readonly reason?: string;
}

/** A run of Kubernetes' own tests on the lab. */
export interface Conformance {
  readonly finishedAt: Date;
  readonly tests: readonly ConformanceTest[];
}

/** For a terminal: one line for each test, then the failures in full, then the tally. */
export function conformanceText(tests: readonly ConformanceTest[]): string {
  const failed = tests.filter(({ passed }) => !passed);
  return [
    table(
      ['', 'time', 'test'],
      tests.map(({ name, passed, milliseconds }) => [passed ? '✔' : '✘', `${(milliseconds / 1000).toFixed(1)} s`, name]),
    ),
    ...failed.map(({ name, reason }) => `✘ ${name}\n${printableText(reason ?? '')}`),
    `${tests.length - failed.length} passed, ${failed.length} failed`,
  ].join('\n\n');
}

/** The same without characters that do something instead of being seen. */
export const printableConformance = (conformance: Conformance | undefined): Conformance | undefined =>
  conformance && {
    ...conformance,
    tests: conformance.tests.map((test) => ({ ...test, reason: test.reason && printableText(test.reason) })),
  };
