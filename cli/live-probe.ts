import { join } from 'node:path';
import { Fault } from '../host/fault';
import { pasteable, type RunResult, tryRun } from '../host/run';
import type { Lab } from '../lib/model';
import { machines } from '../lib/model';
import { loginUser } from '../lib/render/user-data';
import type { Observation, Probe, ProbeOptions } from '../lib/verify';

export interface LiveProbeOptions {
  readonly lab: Lab;
  /** Turns a command into one that runs in the lab's network: at the LAN host or at the outside user's. */
  readonly wrap: (vantage: 'lan' | 'outside', argv: readonly string[]) => readonly string[];
  /** Path of the kubectl program. */
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** Path of the private key of the account students log in with. */
  readonly sshKey: string;
  readonly knownHosts: string;
  /** Path of the lab CA's certificate in PEM. */
  readonly caCertificate: string;
  /** A folder with a short path for sockets and kubectl's cache, removed with the lab: `runtimeDir(lab.name)`. */
  readonly runDir: string;
}

/** A probe of the running lab. `close` ends the logins it kept open. */
export interface LiveProbe extends Probe {
  close(): Promise<void>;
}

/** The lab is inside its own network: a proxy of the user's has no business there. */
const environment = { NO_PROXY: '*', no_proxy: '*' };
/** kubectl's and the API server's words for a pod that is not there any more. */
const podIsGone =
  /pods? .*not found|pod does not exist|unable to upgrade connection: pod|cannot exec in a stopped|completed pod/i;

/** Reaches the lab with kubectl, ssh and the commands of this machine run in the lab's network. */
export function liveProbe(options: LiveProbeOptions): LiveProbe {
  const toolboxes = new Map<string, Promise<string>>();
  const loggedIn = new Set<string>();

  const kubectl = (args: readonly string[], given: ProbeOptions = {}): Promise<Observation> => {
    const argv = [
      options.kubectl,
      '--kubeconfig',
      options.kubeconfig,
      '--cache-dir',
      join(options.runDir, 'kubectl-cache'),
      ...args,
    ];
    return observe(options.wrap('lan', argv), `./lab ${pasteable('kubectl', args)}`, given);
  };

  const ssh = (name: string, argv: readonly string[], given: ProbeOptions): Promise<Observation> => {
    const address = addressOf(options.lab, name);
    loggedIn.add(address);
    // The far end's shell reads one line, so the words are quoted for it.
    const line = pasteable(argv[0]!, argv.slice(1));
    // `./lab ssh` hands its words on as they are, so a line with quotes in it is shown as one word.
    const shown = line === argv.join(' ') ? line : pasteable(line, []);
    return observe(options.wrap('lan', [...sshCommand(options, address), line]), `./lab ssh ${name} -- ${shown}`, given);
  };

  const inToolbox = async (node: string, argv: readonly string[], given: ProbeOptions): Promise<Observation> => {
    for (let retried = false; ; retried = true) {
      const found = toolboxes.get(node) ?? findToolbox(kubectl, node);
      toolboxes.set(node, found);
      const name = await found;
      if (!name) {
        toolboxes.delete(node);
        return missingToolbox(node);
      }
      const interactive = given.input === undefined ? [] : ['-i'];
      const seen = await kubectl(['exec', ...interactive, name, '--', ...argv], given);
      if (seen.exitCode === 0 || retried || !podIsGone.test(seen.stderr)) return seen;
      toolboxes.delete(node);
    }
  };

  return {
    kubectl,
    exec(from, argv, given = {}) {
      switch (from.at) {
        case 'lan':
        case 'outside':
          return observe(
            options.wrap(from.at, argv),
            `./lab exec --from ${from.at} -- ${pasteable(argv[0]!, argv.slice(1))}`,
            given,
          );
        case 'machine':
          return ssh(from.name, argv, given);
        case 'pod':
          return inToolbox(from.node, argv, given);
      }
    },
    files: { caCertificate: options.caCertificate },
    async close() {
      for (const address of loggedIn) {
        const [program, ...args] = options.wrap('lan', [...sshCommand(options, address), '-O', 'exit']);
        await tryRun(program!, args, { timeout: 10_000 });
      }
      loggedIn.clear();
    },
  };
}

/** One login per machine is kept and shared: on an emulated machine each costs seconds. */
function sshCommand(options: LiveProbeOptions, address: string): string[] {
  const settings = [
    'BatchMode=yes',
    `UserKnownHostsFile=${options.knownHosts}`,
    'StrictHostKeyChecking=yes',
    'IdentitiesOnly=yes',
    'ConnectTimeout=60',
    'ControlMaster=auto',
    `ControlPath=${join(options.runDir, `ssh-${address}`)}`,
    'ControlPersist=120',
    'LogLevel=ERROR',
  ];
  // -F none: nothing in the user's own configuration may lead elsewhere.
  return [
    'ssh',
    '-F',
    'none',
    '-i',
    options.sshKey,
    ...settings.flatMap((setting) => ['-o', setting]),
    `${loginUser}@${address}`,
  ];
}

async function findToolbox(kubectl: Probe['kubectl'], node: string): Promise<string> {
  const selectors = ['-l', 'app=toolbox', '--field-selector', `spec.nodeName=${node},status.phase=Running`];
  const seen = await kubectl(['get', 'pods', ...selectors, '-o', 'jsonpath={.items[*].metadata.name}']);
  return seen.exitCode === 0 ? (seen.stdout.trim().split(/\s+/)[0] ?? '') : '';
}

const missingToolbox = (node: string): Observation => ({
  exitCode: -1,
  stdout: '',
  stderr: `no toolbox pod is running on ${node}`,
  command: `./lab kubectl get pods -l app=toolbox -o wide --field-selector spec.nodeName=${node}`,
  milliseconds: 0,
});

function addressOf(lab: Lab, name: string): string {
  const machine = machines(lab).find((other) => other.name === name);
  if (!machine) throw new Error(`the lab ${lab.name} has no machine ${name}`);
  return String(machine.address);
}

/** Runs a command to its end. Running out of time is something seen; a missing program is the user's machine's fault. */
async function observe(argv: readonly string[], command: string, given: ProbeOptions): Promise<Observation> {
  const [program, ...args] = argv;
  const started = Date.now();
  const timeoutSeconds = given.timeoutSeconds ?? 90;
  const result = await tryRun(program!, args, { input: given.input, timeout: timeoutSeconds * 1000, env: environment }).catch(
    (error: unknown): RunResult => {
      if (!(error instanceof Fault) || error.kind === 'environment') throw error;
      return { exitCode: -1, stdout: '', stderr: `no end within ${timeoutSeconds} s` };
    },
  );
  return { ...result, command, milliseconds: Date.now() - started };
}
