import { readGinkgoReport } from '../../../build/conformance';

const spec = (state: string, more: object = {}) => ({
  ContainerHierarchyTexts: ['[sig-network] DNS', 'should'],
  LeafNodeType: 'It',
  LeafNodeText: 'provide DNS [Conformance]',
  State: state,
  RunTime: 12_345_678_901,
  ...more,
});
const suite = { SuiteDescription: 'e2e', SuiteSucceeded: true, PreRunStats: { TotalSpecs: 7000, SpecsThatWillRun: 1 } };
const read = (...specs: object[]) => readGinkgoReport(JSON.stringify([{ ...suite, SpecReports: specs }])).tests;

test('a text that is no report of ginkgo is refused', () => {
  expect(() => readGinkgoReport('nothing')).toThrow();
  expect(() => readGinkgoReport(JSON.stringify([{ ...suite, SpecReports: [{ State: 7 }] }]))).toThrow();
  expect(() => readGinkgoReport('[{"SpecReports":[]}]')).toThrow();
});

test('a test has its whole name, its result and its time', () => {
  expect(read(spec('passed'))).toEqual([
    { name: '[sig-network] DNS should provide DNS [Conformance]', passed: true, milliseconds: 12_346 },
  ]);
});

test.each(['failed', 'panicked', 'timedout', 'interrupted', 'aborted'])(
  'one that ended as "%s" has not passed, with the reason',
  (state) => {
    expect(read(spec(state, { Failure: { Message: 'no answer' } }))).toMatchObject([{ passed: false, reason: 'no answer' }]);
    expect(read(spec(state))).toMatchObject([{ passed: false, reason: state }]);
  },
);

test('those that were not chosen are not told, and one that finds the cluster unsuited says why', () => {
  expect(read(spec('skipped'), spec('skipped', { Failure: { Message: '' } }), spec('pending'))).toEqual([]);
  expect(read(spec('skipped', { Failure: { Message: 'needs 2 nodes' } }))).toMatchObject([
    { passed: false, skipped: true, reason: 'needs 2 nodes' },
  ]);
  expect(readGinkgoReport(JSON.stringify([{ ...suite, SpecReports: null }])).tests).toEqual([]);
});

test('the suite’s own verdict is read, with its reasons and how many tests were to run', () => {
  const failed = { ...suite, SuiteSucceeded: false, SpecialSuiteFailureReasons: ['Suite Timeout Elapsed'] };
  expect(readGinkgoReport(JSON.stringify([suite]))).toEqual({ tests: [], succeeded: true, reasons: [], planned: 1 });
  expect(readGinkgoReport(JSON.stringify([suite, failed]))).toEqual({
    ...{ tests: [], succeeded: false, reasons: ['Suite Timeout Elapsed'], planned: 2 },
  });
  expect(readGinkgoReport('[]').succeeded).toBe(false);
});

test('what went wrong around all tests is told, and what went well is not', () => {
  const around = { ContainerHierarchyTexts: null, LeafNodeType: 'SynchronizedBeforeSuite', LeafNodeText: '' };
  expect(read(spec('passed', around), spec('failed', { ...around, Failure: { Message: 'no nodes' } }))).toEqual([
    { name: 'SynchronizedBeforeSuite', passed: false, milliseconds: 12_346, reason: 'no nodes' },
  ]);
});
