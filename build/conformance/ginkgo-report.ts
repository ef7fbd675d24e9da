import { z } from 'zod';
import type { ConformanceTest } from '../../lib/report';

/** What is read of ginkgo's report in JSON (https://pkg.go.dev/github.com/onsi/ginkgo/v2/types#Report). */
const ginkgoReport = z.array(
  z.object({
    SuiteSucceeded: z.boolean(),
    SpecialSuiteFailureReasons: z.array(z.string()).nullish(),
    PreRunStats: z.object({ SpecsThatWillRun: z.number() }),
    SpecReports: z
      .array(
        z.object({
          ContainerHierarchyTexts: z.array(z.string()).nullish(),
          LeafNodeType: z.string(),
          LeafNodeText: z.string(),
          State: z.string(),
          /** Nanoseconds. */
          RunTime: z.number(),
          Failure: z.object({ Message: z.string() }).nullish(),
        }),
      )
      .nullish(),
  }),
);

type Spec = NonNullable<z.infer<typeof ginkgoReport>[number]['SpecReports']>[number];

/** What the suite says of its own run. */
export interface GinkgoReport {
  /** The chosen tests, in their order. What went wrong before or after all of them counts as a test. */
  readonly tests: readonly ConformanceTest[];
  /** Whether every suite calls itself a success. */
  readonly succeeded: boolean;
  /** Why one does not, where no test is the reason. */
  readonly reasons: readonly string[];
  /** How many tests were to run. */
  readonly planned: number;
}

/** @throws where the text is not ginkgo's report. */
export function readGinkgoReport(text: string): GinkgoReport {
  const suites = ginkgoReport.parse(JSON.parse(text));
  return {
    tests: suites
      .flatMap(({ SpecReports }) => SpecReports ?? [])
      .filter(isChosen)
      .map(toTest),
    succeeded: suites.length > 0 && suites.every(({ SuiteSucceeded }) => SuiteSucceeded),
    reasons: suites.flatMap(({ SpecialSuiteFailureReasons }) => SpecialSuiteFailureReasons ?? []),
    planned: suites.reduce((sum, { PreRunStats }) => sum + PreRunStats.SpecsThatWillRun, 0),
  };
}

/** A test that was not chosen is skipped without a word; one that finds the cluster unsuited says why. */
function isChosen({ LeafNodeType, State, Failure }: Spec): boolean {
  if (LeafNodeType !== 'It') return State !== 'passed';
  return State === 'skipped' ? Boolean(Failure?.Message) : State !== 'pending';
}

const toTest = ({ ContainerHierarchyTexts, LeafNodeType, LeafNodeText, State, RunTime, Failure }: Spec): ConformanceTest => ({
  name: [...(ContainerHierarchyTexts ?? []), LeafNodeText].filter(Boolean).join(' ') || LeafNodeType,
  passed: State === 'passed',
  ...(State === 'skipped' && { skipped: true }),
  milliseconds: Math.round(RunTime / 1e6),
  ...(State !== 'passed' && { reason: Failure?.Message || State }),
});
