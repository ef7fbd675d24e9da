import { systemClock } from '../../operations/system-clock';
import { liveProbe } from '../../operations/live-probe/live-probe';
import { interruption, listenForInterruption, uninterrupted } from '../../host/interruption';
import { resolveLab } from '../../lib/model';

/** Ctrl-C, without ending this process. It cannot be taken back: every test here is after it. */
function interrupt(): void {
  const listeners = () => (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).map((signal) => process.listeners(signal));
  const before = listeners();
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    listenForInterruption();
    process.emit('SIGINT', 'SIGINT');
  } finally {
    write.mockRestore();
    for (const [index, signal] of (['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const).entries()) {
      for (const listener of process.listeners(signal)) if (!before[index]!.includes(listener)) process.off(signal, listener);
    }
  }
}

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

beforeAll(interrupt);

test('a wait between two looks ends', async () => {
  expect(interruption.aborted).toBe(true);
  await expect(systemClock.sleep(60)).rejects.toThrow();
});

test('a wait of a repair does not', async () => {
  await expect(uninterrupted(() => systemClock.sleep(0.05), 60)).resolves.not.toThrow();
});

test('but when the time for the repair is up', async () => {
  await expect(uninterrupted(() => systemClock.sleep(60), 0.2)).rejects.toThrow();
});

test('a command that was interrupted shows nothing of the lab: it is no observation', async () => {
  await expect(probe.exec({ at: 'lan' }, ['sleep', '60'])).rejects.toThrow('interrupted');
});

test('a command of a repair runs to its end, and one without an end is seen to have none', async () => {
  const seen = (argv: string[]) => uninterrupted(() => probe.exec({ at: 'lan' }, argv, { timeoutSeconds: 0.3 }), 60);
  expect(await seen(['echo', 'done'])).toMatchObject({ exitCode: 0, stdout: 'done' });
  expect(await seen(['sleep', '60'])).toMatchObject({ exitCode: -1, stderr: 'no end within 0.3 s' });
});
