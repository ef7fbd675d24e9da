import { readGinkgoReport } from '../../../build/conformance';

const spec = (state: string, more: object = {}) => ({
  ContainerHierarchyTexts: ['[sig-network] DNS', 'should'],
  LeafNodeType: 'It',
  LeafNodeText: 'provide DNS [Conformance]',
  State: state,
  RunTime: 12_345_678_901,
  ...more,
});
const read = (...specs: object[]) => readGinkgoReport(JSON.stringify([{ SuiteDescription: 'e2e', SpecReports: specs }]));

test('a text that is no report of ginkgo is refused', () => {
  expect(() => readGinkgoReport('nothing')).toThrow();
  expect(() => readGinkgoReport('[{"SpecReports":[{"State":7}]}]')).toThrow();
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

test('those that did not run are not told', () => {
  expect(read(spec('skipped'), spec('pending'))).toEqual([]);
  expect(readGinkgoReport('[{"SpecReports":null}]')).toEqual([]);
});

test('what went wrong around all tests is told, and what went well is not', () => {
  const around = { ContainerHierarchyTexts: null, LeafNodeType: 'SynchronizedBeforeSuite', LeafNodeText: '' };
  expect(read(spec('passed', around), spec('failed', { ...around, Failure: { Message: 'no nodes' } }))).toEqual([
    { name: 'SynchronizedBeforeSuite', passed: false, milliseconds: 12_346, reason: 'no nodes' },
  ]);
});
