import { mkdirSync } from 'node:fs';
import { conformance } from '../../cli/commands/conformance';
import { labFiles } from '../../host/lab-files';
import { testConformance } from '../../operations/conformance';
import { lastConformance } from '../../operations/lab-folder/last-conformance';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let running: RunningLab;
beforeEach(() => {
  running = new RunningLab();
  // `up` has made it.
  mkdirSync(labFiles(running.stateDir).logs);
});
afterEach(() => running.remove());

const program = async () => '/fake/e2e.test';
const spec = (name: string, state: string) => ({
  LeafNodeText: name,
  LeafNodeType: 'It',
  ContainerHierarchyTexts: ['[sig-network] Services'],
  State: state,
  RunTime: 1e9,
});
/** The tests run, report these, and end. The suite calls itself what follows from them. */
const reporting =
  (specs: readonly ReturnType<typeof spec>[], exitCode = 0, planned = specs.length) =>
  (words: string): string => {
    const suite = { SuiteSucceeded: specs.every(({ State }) => State !== 'failed'), PreRunStats: { SpecsThatWillRun: planned } };
    const file = /--ginkgo\.json-report=(\S+)/.exec(words)?.[1];
    return `cat >${file} <<'EOF'\n${JSON.stringify([{ ...suite, SpecReports: specs }])}\nEOF\nexit ${exitCode}`;
  };

test('a lab that does not run is refused before any program is prepared', async () => {
  running.hypervisor.running = false;
  const prepare = jest.fn();
  await expect(testConformance(running.context, { program: prepare })).rejects.toMatchObject({ kind: 'lab' });
  expect(prepare).not.toHaveBeenCalled();
});

test('a form there is not is refused before the lab is touched', async () => {
  await expect(conformance(running.context, { output: 'junit' })).rejects.toMatchObject({ remedy: 'use table, json, events' });
  expect(running.hypervisor.asked).toEqual([]);
});

test('the hypervisor is asked once whether it runs, and the result, failed tests too, is kept for reports', async () => {
  running.hypervisor.answer = reporting([spec('answers', 'passed'), spec('is reached', 'failed')], 1);
  const { tests, faults } = await testConformance(running.context, { program });
  expect(faults).toEqual([]);
  expect(tests).toMatchObject([{ passed: true }, { passed: false, name: '[sig-network] Services is reached' }]);
  expect(running.hypervisor.asked.filter((asked) => asked === 'isRunning')).toHaveLength(1);
  expect(lastConformance(running.context)?.tests).toEqual(tests);
});

test('a second run takes the place of the first', async () => {
  for (const name of ['first', 'second']) {
    running.hypervisor.answer = reporting([spec(name, 'passed')]);
    await testConformance(running.context, { program });
  }
  expect(lastConformance(running.context)?.tests).toMatchObject([{ name: '[sig-network] Services second' }]);
});

test('a run without a test is the user’s choice, and keeps nothing', async () => {
  running.hypervisor.answer = reporting([]);
  await expect(testConformance(running.context, { only: ['nothing'], program })).rejects.toMatchObject({ kind: 'usage' });
  expect(lastConformance(running.context)).toBeUndefined();
});

test('a run in which nothing ran, or whose exit status says otherwise, has not passed', async () => {
  running.hypervisor.answer = reporting([]);
  expect(await testConformance(running.context, { program })).toEqual({ tests: [], faults: ['no test ran'] });
  running.hypervisor.answer = reporting([spec('answers', 'passed')], 2, 3);
  const { faults } = await testConformance(running.context, { program });
  expect(faults).toEqual(['the program ended with exit status 2, although no test failed', '2 of 3 tests did not run']);
  expect(lastConformance(running.context)?.faults).toEqual(faults);
});

test('a program that ends without a report is a fault with its last words', async () => {
  running.hypervisor.answer = () => 'echo no API server; exit 2';
  await expect(testConformance(running.context, { program })).rejects.toThrow('the tests ended without a report:\nno API server');
});

test('a run that is stopped keeps nothing', async () => {
  running.hypervisor.answer = () => 'exec sleep 60';
  setTimeout(() => running.around.controller.abort(), 200);
  await expect(testConformance(running.context, { program })).rejects.toThrow('interrupted');
  expect(lastConformance(running.context)).toBeUndefined();
});
