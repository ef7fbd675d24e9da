import { existsSync, readFileSync } from 'node:fs';
import { labFiles } from '../../host/lab-files';
import { ensureSecrets } from '../../operations/secrets/lab-secrets';
import { endProxies, noteProxy, runningProxies } from '../../operations/connections/running-proxies';
import { startProxy } from '../../operations/start-proxy';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let running: RunningLab;
beforeEach(async () => {
  running = new RunningLab();
  await ensureSecrets(running.context.lab, running.stateDir);
});
afterEach(() => running.remove());

/** A program that writes down that it offers the lab, as ./lab proxy does, and says with which words it was started. */
const offering = () => [
  ...['sh', '-c'],
  `start=$(cut -d' ' -f22 /proc/$$/stat)
   echo "$@"
   echo "[{\\"pid\\":$$,\\"start\\":\\"$start\\",\\"command\\":\\"proxy\\",\\"from\\":\\"lan\\",\\"ports\\":[1081]}]" > ${labFiles(running.stateDir).proxies}
   exec sleep 60`,
  'sh',
];

test('a proxy that ends at once is a fault with what it said', async () => {
  await expect(startProxy(running.context, 1080, ['sh', '-c', 'echo port 1080 is taken; exit 3'])).rejects.toMatchObject({
    kind: 'environment',
    message: expect.stringContaining('port 1080 is taken'),
  });
});

test('a proxy goes on by itself until it is ended', async () => {
  const offered = await startProxy(running.context, 1081, offering());
  expect(offered).toMatchObject({ port: 1081, from: 'lan' });
  expect(existsSync(offered.kubeconfig!)).toBe(true);
  expect(readFileSync(labFiles(running.stateDir).proxyLog, 'utf8')).toBe('proxy --lab lesson --port 1081\n');
  await endProxies(running.context);
  expect(runningProxies(running.context)).toEqual([]);
});

test('one that runs already stays the only one', async () => {
  noteProxy(running.context, { command: 'proxy', from: 'lan', ports: [1085] });
  const offered = await startProxy(running.context, 1080, ['sh', '-c', 'exit 3']);
  expect(offered.port).toBe(1085);
});
