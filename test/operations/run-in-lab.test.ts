import { exec, kubectl, ssh } from '../../operations/run-in-lab';
import { sshCommand } from '../../operations/live-probe/ssh-command';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let running: RunningLab;
beforeEach(() => {
  running = new RunningLab();
  running.hypervisor.answer = () => 'exit 7';
});
afterEach(() => running.remove());

const commands = () => running.hypervisor.asked.filter((asked) => asked.startsWith('command '));

test('a machine that there is not is refused, with those that there are', async () => {
  await expect(ssh(running.context, 'worker-9', [])).rejects.toMatchObject({
    kind: 'usage',
    remedy: 'the machines are control-plane, worker-1, worker-2, name-server',
  });
});

test('a place that there is not is refused, with those that there are', async () => {
  await expect(exec(running.context, 'kitchen', ['true'])).rejects.toMatchObject({ remedy: 'use lan, outside or gateway' });
});

test('a person’s login is as strict as the probe’s, and its exit status is ours', async () => {
  expect(await ssh(running.context, 'worker-1', ['-A', 'ip', 'route'])).toBe(7);
  const words = [...sshCommand(running.context.secrets(), '192.168.56.31'), '-A', 'ip', 'route'];
  expect(commands()).toEqual([`command lan ${words.join(' ')}`]);
});

test('the -- of a hint is not taken for a word of the command', async () => {
  await ssh(running.context, 'worker-1', ['--', 'uptime', '--', '-p']);
  const words = [...sshCommand(running.context.secrets(), '192.168.56.31'), 'uptime', '--', '-p'];
  expect(commands()).toEqual([`command lan ${words.join(' ')}`]);
});

test('kubectl runs on the lab’s network, as its administrator', async () => {
  expect(await kubectl(running.context, ['get', 'nodes'])).toBe(7);
  const { kubeconfig } = running.context.secrets();
  expect(commands()).toEqual([
    `command lan kubectl --cache-dir ${running.stateDir}/run/kubectl-cache --kubeconfig ${kubeconfig} get nodes`,
  ]);
});

test('a command that a signal ended has the status of a shell', async () => {
  running.hypervisor.answer = () => 'kill -TERM $$';
  expect(await kubectl(running.context, ['logs'])).toBe(143);
});

test.each([
  ['exec', () => exec(running.context, 'lan', ['true'])],
  ['ssh', () => ssh(running.context, 'worker-1', [])],
  ['kubectl', () => kubectl(running.context, ['get', 'nodes'])],
])('%s in a lab that does not run says how to start it, and runs nothing', async (_name, run) => {
  running.hypervisor.running = false;
  await expect(run()).rejects.toMatchObject({ kind: 'lab', remedy: 'start it with ./lab up' });
  expect(commands()).toEqual([]);
});
