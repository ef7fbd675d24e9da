import { systemClock } from '../../operations/system-clock';
import { liveProbe } from '../../operations/live-probe/live-probe';
import { isStopped, stoppable, uninterrupted } from '../../host/interruption';
import { resolveLab } from '../../lib/model';

const controller = new AbortController();
/** Work that the user has stopped. */
const stopped = <T>(work: () => Promise<T>): Promise<T> => stoppable(controller.signal, work);

const probe = liveProbe({
  lab: resolveLab(),
  wrap: (_vantage, argv) => argv,
  kubectl: 'kubectl',
  kubeconfig: 'kubeconfig',
  sshKey: 'key',
  knownHosts: 'known',
  caCertificate: 'ca',
  runDir: '/nowhere',
});

beforeAll(() => controller.abort());

test('a wait between two looks ends', async () => {
  await expect(stopped(() => systemClock.sleep(60))).rejects.toThrow();
  expect(await stopped(async () => isStopped())).toBe(true);
});

test('a wait of a repair does not', async () => {
  await expect(stopped(() => uninterrupted(() => systemClock.sleep(0.05), 60))).resolves.not.toThrow();
});

test('but when the time for the repair is up', async () => {
  await expect(stopped(() => uninterrupted(() => systemClock.sleep(60), 0.2))).rejects.toThrow();
});

test('a command that was interrupted shows nothing of the lab: it is no observation', async () => {
  await expect(stopped(() => probe.exec({ at: 'lan' }, ['sleep', '60']))).rejects.toThrow('interrupted');
});

test('a command of a repair runs to its end, and one without an end is seen to have none', async () => {
  const seen = (argv: string[]) =>
    stopped(() => uninterrupted(() => probe.exec({ at: 'lan' }, argv, { timeoutSeconds: 0.3 }), 60));
  expect(await seen(['echo', 'done'])).toMatchObject({ exitCode: 0, stdout: 'done' });
  expect(await seen(['sleep', '60'])).toMatchObject({ exitCode: -1, stderr: 'no end within 0.3 s' });
});
