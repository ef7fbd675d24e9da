import { type GinkgoReport, judgeRun } from '../../../build/conformance';

const answered = { name: 'one', passed: true, milliseconds: 1 };
const failed = { ...answered, passed: false, reason: 'no answer' };
const skipped = { ...answered, passed: false, skipped: true, reason: 'needs 2 nodes' };
const good: GinkgoReport = { tests: [answered], succeeded: true, reasons: [], planned: 1 };

test.each([
  ['an exit status without a failed test', good, 2, 'the program ended with exit status 2, although no test failed'],
  [
    'a good exit status with a failed test',
    { ...good, tests: [failed], succeeded: false },
    0,
    'exit status 0, although 1 tests failed',
  ],
  [
    'a suite that failed as a whole',
    { ...good, succeeded: false, reasons: ['Suite Timeout Elapsed'] },
    0,
    'calls itself failed: Suite Timeout Elapsed',
  ],
  ['a suite that says nothing of its failure', { ...good, succeeded: false }, 0, 'it gives no reason'],
  ['a suite that praises itself', { ...good, tests: [failed] }, 1, 'calls itself a success, although 1 tests failed'],
  ['tests that were never begun', { ...good, planned: 3 }, 0, '2 of 3 tests did not run'],
  ['nothing that ran', { ...good, tests: [], planned: 0 }, 0, 'no test ran'],
  ['nothing but skipped tests', { ...good, tests: [skipped] }, 0, 'every test was skipped'],
])('%s is a fault of the run', (_what, report, exitCode, fault) => {
  expect(judgeRun(report, exitCode).faults).toEqual([expect.stringContaining(fault)]);
});

test('a run in which all three agree has no fault of its own, with skipped and with failed tests', () => {
  expect(judgeRun({ ...good, tests: [answered, skipped], planned: 2 }, 0)).toEqual({ tests: [answered, skipped], faults: [] });
  expect(judgeRun({ ...good, tests: [answered, failed], planned: 2, succeeded: false }, 1).faults).toEqual([]);
});
