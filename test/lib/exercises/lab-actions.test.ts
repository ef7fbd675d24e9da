import { ExerciseError, labActions } from '../../../lib/exercises/lab-actions';
import type { Observation, Probe, ProbeOptions } from '../../../lib/probe';

/** A probe that ends every command so, and what it was asked. */
function probeThat(end: Partial<Observation>) {
  const asked: { argv: readonly string[]; options: ProbeOptions }[] = [];
  const answer = async (argv: readonly string[], options: ProbeOptions = {}): Promise<Observation> => {
    asked.push({ argv, options });
    return { exitCode: 0, stdout: '', stderr: '', command: `./lab ${argv.join(' ')}`, milliseconds: 1, ...end };
  };
  const probe = { files: { caCertificate: '' }, kubectl: answer, exec: (_from, argv, options) => answer(argv, options) } as Probe;
  return { probe, asked };
}

test('a rollout has ten minutes, and the command is not ended before kubectl gives up', async () => {
  const { probe, asked } = probeThat({});
  await labActions(probe, () => 'once').rolledOut('daemonset/kube-proxy', 'kube-system');
  const [{ argv, options }] = asked as [(typeof asked)[number]];
  expect(argv).toEqual(['-n', 'kube-system', 'rollout', 'status', 'daemonset/kube-proxy', '--timeout=600s']);
  expect(options.timeoutSeconds).toBeGreaterThan(600);
});

test('an action that fails says which command it was', async () => {
  const { probe } = probeThat({ exitCode: 1, stderr: 'error: timed out waiting for the condition' });
  const actions = labActions(probe, () => 'once');
  for (const action of [
    () => actions.rolledOut('statefulset/db'),
    () => actions.kubectl(['get', 'pods']),
    () => actions.onMachine('worker-1', 'true'),
  ]) {
    await expect(action()).rejects.toThrow(ExerciseError);
    await expect(action()).rejects.toThrow(/^\.\/lab .*: exit status 1: error: timed out waiting/);
  }
});
