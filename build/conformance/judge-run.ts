import { type ConformanceRun, conformanceTally } from '../../lib/report';
import type { GinkgoReport } from './ginkgo-report';

/**
 * Compares the exit status of the tests' program with the suite's own verdict and with the tests themselves. Each difference is a fault:
 * a run has passed only when all three say so, and when something ran.
 */
export function judgeRun({ tests, succeeded, reasons, planned }: GinkgoReport, exitCode: number): ConformanceRun {
  const { passed, failed } = conformanceTally({ tests });
  const ran = tests.length;
  const faults = [
    exitCode !== 0 && failed === 0 && `the program ended with exit status ${exitCode}, although no test failed`,
    exitCode === 0 && failed > 0 && `the program ended with exit status 0, although ${failed} tests failed`,
    !succeeded && failed === 0 && `the suite calls itself failed: ${reasons.join('; ') || 'it gives no reason'}`,
    succeeded && failed > 0 && `the suite calls itself a success, although ${failed} tests failed`,
    ran < planned && `${planned - ran} of ${planned} tests did not run`,
    passed === 0 && failed === 0 && (ran === 0 ? 'no test ran' : 'every test was skipped'),
  ];
  return { tests, faults: faults.filter((fault) => fault !== false) };
}
