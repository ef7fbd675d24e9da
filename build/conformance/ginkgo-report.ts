import { z } from 'zod';
import type { ConformanceTest } from '../../lib/report';

/** What is read of ginkgo's report in JSON (https://pkg.go.dev/github.com/onsi/ginkgo/v2/types#Report). */
const ginkgoReport = z.array(
  z.object({
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

/**
 * The tests that ran, in their order. What went wrong before or after all of them counts as a test.
 * @throws where the text is not ginkgo's report.
 */
export function readGinkgoReport(text: string): ConformanceTest[] {
  return ginkgoReport
    .parse(JSON.parse(text))
    .flatMap(({ SpecReports }) => SpecReports ?? [])
    .filter(({ LeafNodeType, State }) =>
      LeafNodeType === 'It' ? State !== 'skipped' && State !== 'pending' : State !== 'passed',
    )
    .map(({ ContainerHierarchyTexts, LeafNodeType, LeafNodeText, State, RunTime, Failure }) => ({
      name: [...(ContainerHierarchyTexts ?? []), LeafNodeText].filter(Boolean).join(' ') || LeafNodeType,
      passed: State === 'passed',
      milliseconds: Math.round(RunTime / 1e6),
      ...(State !== 'passed' && { reason: Failure?.Message || State }),
    }));
}
