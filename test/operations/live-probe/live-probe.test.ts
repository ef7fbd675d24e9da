import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type LiveProbe, liveProbe } from '../../../operations/live-probe/live-probe';
import { resolveLab } from '../../../lib/model';

/**
 * Stands for kubectl: `get pods` names the pod in the file `pod`, and `exec` into any other pod fails as the API server
 * does. What is run prints its words, one in a line.
 */
const kubectlScript = (folder: string) => `#!/bin/sh
while [ "\${1#--}" != "$1" ]; do shift 2; done
case "$1" in
  get) echo get >> ${folder}/gets; cat ${folder}/pod ;;
  exec)
    shift; [ "$1" = -i ] && shift
    pod=$(cat ${folder}/pod)
    if [ "$1" != "$pod" ]; then echo "Error from server (NotFound): pods \\"$1\\" not found" >&2; exit 1; fi
    shift 2; [ "$1" = cat ] && exec cat
    if [ "$1" = sh ]; then echo batch >> ${folder}/batches; exec "$@"; fi
    printf '%s\\n' "$@" ;;
  sleep) exec sleep "$2" ;;
  proxy) echo "$NO_PROXY" ;;
esac
`;

describe('the live probe', () => {
  let folder: string;
  let probe: LiveProbe;
  const set = (name: string, text: string) => writeFileSync(join(folder, name), text);

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'live-probe-'));
    const kubectl = join(folder, 'kubectl');
    writeFileSync(kubectl, kubectlScript(folder));
    chmodSync(kubectl, 0o755);
    probe = liveProbe({
      lab: resolveLab(),
      // ssh is shown, not run: there is no machine to log in to.
      wrap: (vantage, argv) => (argv[0] === 'ssh' ? ['echo', vantage, ...argv] : [...argv]),
      kubectl,
      kubeconfig: '/lab/kubeconfig',
      sshKey: '/lab/ssh.key',
      knownHosts: '/lab/known_hosts',
      caCertificate: '/lab/ca.crt',
      runDir: folder,
    });
    set('pod', 'toolbox-one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('fails in words, without an exception, when a command ends badly or not at all', async () => {
    expect(await probe.exec({ at: 'lan' }, ['sh', '-c', 'echo no >&2; exit 3'])).toMatchObject({ exitCode: 3, stderr: 'no' });
    expect(await probe.kubectl(['sleep', '20'], { timeoutSeconds: 0.2 })).toMatchObject({
      exitCode: -1,
      stderr: 'no end within 0.2 s',
    });
  });

  test('fails as a fault of this machine when a program is missing', async () => {
    await expect(probe.exec({ at: 'lan' }, ['no-such-program'])).rejects.toThrow('the program no-such-program was not found');
  });

  test('fails in words when no toolbox runs on the node, and finds it later', async () => {
    set('pod', '');
    const pod = { at: 'pod', node: 'worker-1' } as const;
    expect(await probe.exec(pod, ['true'])).toMatchObject({ exitCode: -1, stderr: 'no toolbox pod is running on worker-1' });
    set('pod', 'toolbox-one');
    expect(await probe.exec(pod, ['ip', 'route'])).toMatchObject({ exitCode: 0, stdout: 'ip\nroute' });
  });

  test('shows each command as a user of ./lab types it', async () => {
    const commands = await Promise.all([
      probe.exec({ at: 'outside' }, ['echo', 'http://x/hostname?[1-9]']),
      probe.exec({ at: 'machine', name: 'name-server' }, ['cat', 'a b']),
      probe.exec({ at: 'pod', node: 'worker-1' }, ['dig', 'github.com']),
      probe.kubectl(['get', 'pods']),
    ]);
    expect(commands.map(({ command }) => command)).toEqual([
      "./lab exec --from outside -- echo 'http://x/hostname?[1-9]'",
      "./lab ssh name-server -- 'cat '\\''a b'\\'''",
      './lab kubectl exec toolbox-one -- dig github.com',
      './lab kubectl get pods',
    ]);
  });

  test('looks a toolbox up once, and again when its pod was replaced', async () => {
    const pod = { at: 'pod', node: 'worker-1' } as const;
    const gets = async () => (await probe.exec({ at: 'lan' }, ['cat', join(folder, 'gets')])).stdout.split('\n').length;
    await probe.exec(pod, ['true']);
    await probe.exec(pod, ['true']);
    expect(await gets()).toBe(1);
    set('pod', 'toolbox-two');
    expect(await probe.exec(pod, ['dig', 'x'])).toMatchObject({
      exitCode: 0,
      command: './lab kubectl exec toolbox-two -- dig x',
    });
    expect(await gets()).toBe(2);
  });

  test('runs what is asked of one pod in the same moment over one connection, each with its own end', async () => {
    const pod = { at: 'workload', pod: 'toolbox-one' } as const;
    const seen = await Promise.all([
      probe.exec(pod, ['printf', '%s\\n\\n', "it's"]),
      probe.exec(pod, ['sh', '-c', 'echo "$0" >&2; exit 3', 'no, $1']),
      probe.exec(pod, ['no-such-program']),
      probe.exec(pod, ['cat']),
    ]);
    expect(seen.map(({ exitCode, stdout, stderr }) => [exitCode, stdout, stderr])).toEqual([
      [0, "it's\n", ''],
      [3, '', 'no, $1'],
      [127, '', expect.stringContaining('no-such-program')],
      [0, '', ''],
    ]);
    expect(seen[1]!.command).toBe(`./lab kubectl exec toolbox-one -- sh -c 'echo "$0" >&2; exit 3' 'no, $1'`);
    expect((await probe.exec({ at: 'lan' }, ['cat', join(folder, 'batches')])).stdout).toBe('batch');
  });

  test('hands over the result of each command of a batch when it has ended, letter by letter', async () => {
    const pod = { at: 'workload', pod: 'toolbox-one' } as const;
    const ended = new Map<string, number>();
    const run = async (...argv: string[]) => {
      const seen = await probe.exec(pod, argv);
      ended.set(argv[0]!, Date.now());
      return seen;
    };
    const [quick, slow] = await Promise.all([run('printf', 'HTTP/1.1 200 OK\\r\\n'), run('sleep', '1')]);
    expect(ended.get('sleep')! - ended.get('printf')!).toBeGreaterThan(500);
    expect(quick.stdout).toBe('HTTP/1.1 200 OK\r');
    // It waited for the result before its own.
    expect(slow.milliseconds).toBeGreaterThan(500);
    expect(slow.queuedMilliseconds).toBeGreaterThanOrEqual(quick.queuedMilliseconds!);
  });

  test('runs an urgent command before one that waits for the same place', async () => {
    const pod = { at: 'workload', pod: 'toolbox-one' } as const;
    const order: string[] = [];
    const run = (name: string, urgent?: boolean) => probe.exec(pod, ['sleep', '0.2'], { urgent }).then(() => order.push(name));
    // They hold the three connections; the first that ends makes way.
    const busy = ['0.6', '2', '2'].map((seconds) => probe.kubectl(['sleep', seconds]));
    const waiting = run('waiting');
    await new Promise((resolve) => setTimeout(resolve, 100));
    await Promise.all([...busy, waiting, run('urgent', true)]);
    expect(order).toEqual(['urgent', 'waiting']);
  });

  test('tells how long a command waited for a connection', async () => {
    const [, , , fourth] = await Promise.all(['1', '1', '1', '0'].map((seconds) => probe.kubectl(['sleep', seconds])));
    expect(fourth!.queuedMilliseconds).toBeGreaterThanOrEqual(400);
    expect((await probe.kubectl(['sleep', '0.5'])).milliseconds).toBeGreaterThanOrEqual(400);
  });

  test('says of every command that its pod is gone, when it is', async () => {
    const pod = { at: 'workload', pod: 'db-9' } as const;
    const seen = await Promise.all([probe.exec(pod, ['true']), probe.exec(pod, ['true'])]);
    expect(seen.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(
      Array(2).fill([1, 'Error from server (NotFound): pods "db-9" not found']),
    );
  });

  test('does not let a command wait behind one that waits for it', async () => {
    const pod = { at: 'workload', pod: 'toolbox-one' } as const;
    const waits = probe.exec({ at: 'machine', name: 'name-server' }, ['anything'], { apart: true });
    expect(await Promise.all([waits, probe.exec(pod, ['true'])])).toMatchObject([{ exitCode: 0 }, { exitCode: 0 }]);
  });

  test('hands text to standard input, so that no secret is an argument', async () => {
    expect(await probe.exec({ at: 'pod', node: 'worker-1' }, ['cat'], { input: 'secret' })).toMatchObject({ stdout: 'secret' });
  });

  test('logs in to a machine from the LAN with the words quoted for the far shell, and knows whom to trust', async () => {
    const { stdout } = await probe.exec({ at: 'machine', name: 'name-server' }, ['grep', 'a b', '/etc/hosts']);
    expect(stdout).toMatch(/^lan ssh -F none -a -x -i \/lab\/ssh\.key /);
    expect(stdout).toContain('UserKnownHostsFile=/lab/known_hosts');
    expect(stdout).toContain('StrictHostKeyChecking=yes');
    expect(stdout).toMatch(/lab@192\.168\.56\.50 grep 'a b' \/etc\/hosts$/);
    await probe.close();
  });

  test('goes past the proxy of its user', async () => {
    expect(await probe.kubectl(['proxy'])).toMatchObject({ stdout: '*' });
  });
});
