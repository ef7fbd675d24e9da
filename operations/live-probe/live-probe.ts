import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { noProxy } from '../../host/clean-environment';
import { UserError } from '../../host/user-error';
import { currentInterruption } from '../../host/interruption';
import { type RunResult, tryRun } from '../../host/run';
import { pasteable } from '../../host/shell';
import type { Lab } from '../../lib/model';
import { machines } from '../../lib/model';
import type { Observation, Probe, ProbeOptions } from '../../lib/verify';
import { kubectlWords } from './kubectl-words';
import { Batcher } from './batcher';
import { Semaphore } from './semaphore';
import { batchScript, readBatch } from './shell-batch';
import { sshCommand, type SshFiles } from './ssh';

export interface LiveProbeOptions extends SshFiles {
  readonly lab: Lab;
  /** Turns a command into one that runs in the lab's network: at the LAN host or at the outside user's. */
  readonly wrap: (vantage: 'lan' | 'outside', argv: readonly string[]) => readonly string[];
  /** Path of the kubectl program. */
  readonly kubectl: string;
  readonly kubeconfig: string;
  /** Path of the lab CA's certificate in PEM. */
  readonly caCertificate: string;
  /** A folder with a short path for sockets and kubectl's cache, removed with the lab: the hypervisor's `runtimeFolder()`. */
  readonly runDir: string;
}

/** A probe of the running lab. `close` ends the logins it kept open. */
export interface LiveProbe extends Probe {
  close(): Promise<void>;
}

const defaultTimeoutSeconds = 90;
/** The agent with the user's keys has no business in the lab. */
const environment = { ...noProxy, SSH_AUTH_SOCK: undefined };
/** kubectl's and the API server's words for a pod that is not there any more. */
const podIsGone =
  /pods? .*not found|pod does not exist|unable to upgrade connection: pod|cannot exec in a stopped|completed pod/i;

/** A command and the way it is run. */
interface Command {
  readonly argv: readonly string[];
  readonly given: ProbeOptions;
}

/** A place where a shell can run several commands over one connection. */
interface Place {
  run(argv: readonly string[], given: ProbeOptions): Promise<Observation>;
  /** The command as a user of `./lab` types it. */
  show(argv: readonly string[]): Promise<string>;
}

/** What an emulated cluster on two cores bears at a time. */
const connections = 3;
/** Commands of this machine in the lab's network cost the lab next to nothing and mostly wait. */
const localCommands = 8;
/** Together over one connection. */
const batchSize = 12;

/**
 * Reaches the lab with kubectl, ssh and the commands of this machine run in the lab's network. Few connections are open at a
 * time; commands for the same machine or pod that wait for one go together over the next.
 */
export function liveProbe(options: LiveProbeOptions): LiveProbe {
  const toolboxes = new Map<string, Promise<string>>();
  const loggedIn = new Set<string>();
  const remote = new Semaphore(connections);
  const local = new Semaphore(localCommands);
  const batchers = new Map<string, Batcher<Command, Observation>>();

  const kubectl = (args: readonly string[], given: ProbeOptions = {}): Promise<Observation> => {
    const argv = [...kubectlWords(options.kubectl, options.kubeconfig, options.runDir), ...args];
    return observe(options.wrap('lan', argv), `./lab ${pasteable('kubectl', args)}`, given);
  };

  const machine = (name: string): Place => ({
    run(argv, given) {
      const address = addressOf(options.lab, name);
      loggedIn.add(address);
      // The far end's shell reads one line, so the words are quoted for it.
      const line = pasteable(argv[0]!, argv.slice(1));
      return observe(options.wrap('lan', [...keptLogin(options, address), line]), sshShown(name, argv), given);
    },
    show: (argv) => Promise.resolve(sshShown(name, argv)),
  });

  const toolbox = (node: string): Place => ({
    async run(argv, given) {
      for (let retried = false; ; retried = true) {
        const found = toolboxes.get(node) ?? findToolbox(kubectl, node);
        toolboxes.set(node, found);
        const name = await found;
        if (!name) {
          toolboxes.delete(node);
          return missingToolbox(node);
        }
        const seen = await kubectl(inPod(name, argv, given), given);
        if (seen.exitCode === 0 || retried || !podIsGone.test(seen.stderr)) return seen;
        toolboxes.delete(node);
      }
    },
    show: async (argv) => `./lab ${pasteable('kubectl', inPod((await toolboxes.get(node)) || 'TOOLBOX', argv))}`,
  });

  const workload = (pod: string): Place => ({
    run: (argv, given) => kubectl(inPod(pod, argv, given), given),
    show: (argv) => Promise.resolve(`./lab ${pasteable('kubectl', inPod(pod, argv))}`),
  });

  const at = (key: string, place: Place, command: Command): Promise<Observation> => {
    const { argv, given } = command;
    // What waits for other commands must not make them wait, and standard input belongs to one command.
    if (given.apart) return place.run(argv, given);
    if (given.input !== undefined) return remote.use(() => place.run(argv, given));
    const batcher = batchers.get(key) ?? new Batcher(remote, (commands) => runTogether(place, commands), batchSize);
    batchers.set(key, batcher);
    return batcher.ask(command);
  };

  return {
    kubectl: (args, given) => remote.use(() => kubectl(args, given)),
    exec(from, argv, given = {}) {
      switch (from.at) {
        case 'lan':
        case 'outside': {
          const shown = `./lab exec --from ${from.at} -- ${pasteable(argv[0]!, argv.slice(1))}`;
          return local.use(() => observe(options.wrap(from.at, argv), shown, given));
        }
        case 'machine':
          return at(`machine ${from.name}`, machine(from.name), { argv, given });
        case 'pod':
          return at(`toolbox ${from.node}`, toolbox(from.node), { argv, given });
        case 'workload':
          return at(`pod ${from.pod}`, workload(from.pod), { argv, given });
      }
    },
    files: { caCertificate: options.caCertificate },
    async close() {
      for (const address of loggedIn) {
        const [program, ...args] = options.wrap('lan', keptLogin(options, address, ['-O', 'exit']));
        await tryRun(program!, args, { timeout: 10_000 });
      }
      loggedIn.clear();
    },
  };
}

/** Runs commands one after another over one connection. */
async function runTogether(place: Place, commands: readonly Command[]): Promise<Observation[]> {
  if (commands.length === 1) return [await place.run(commands[0]!.argv, commands[0]!.given)];
  const mark = `lab-${randomUUID()}`;
  const timeouts = commands.map(({ given }) => given.timeoutSeconds ?? defaultTimeoutSeconds);
  // Each ends by itself long before its own limit; all of them at their limits would be hours.
  const timeoutSeconds = Math.max(...timeouts) + 20 * commands.length;
  const argvs = commands.map(({ argv }) => argv);
  const seen = await place.run(['sh', '-c', batchScript(argvs, mark)], { timeoutSeconds });
  const parts = readBatch(seen.stdout, commands.length, mark);
  return Promise.all(
    argvs.map(async (argv, index) => ({
      ...(parts[index] ?? { exitCode: seen.exitCode || -1, stdout: '', stderr: seen.stderr || 'the connection ended too early' }),
      command: await place.show(argv),
      milliseconds: seen.milliseconds,
    })),
  );
}

const inPod = (pod: string, argv: readonly string[], given: ProbeOptions = {}): string[] => [
  'exec',
  ...(given.input === undefined ? [] : ['-i']),
  pod,
  '--',
  ...argv,
];

/** `./lab ssh` hands its words on as they are, so a line with quotes in it is shown as one word. */
function sshShown(name: string, argv: readonly string[]): string {
  const line = pasteable(argv[0]!, argv.slice(1));
  return `./lab ssh ${name} -- ${line === argv.join(' ') ? line : pasteable(line, [])}`;
}

/** One login per machine is kept and shared: on an emulated machine each costs seconds. */
function keptLogin(options: LiveProbeOptions, address: string, flags: readonly string[] = []): string[] {
  const settings = [
    'BatchMode=yes',
    'ConnectTimeout=60',
    'ControlMaster=auto',
    `ControlPath=${join(options.runDir, `ssh-${address}`)}`,
    'ControlPersist=120',
    // A login to a machine that lost its power ends, so that the next one finds the machine again.
    'ServerAliveInterval=15',
    'ServerAliveCountMax=4',
  ];
  return sshCommand(options, address, settings, flags);
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

/**
 * Runs a command to its end. Running out of time is something seen; a missing program is the user's machine's fault, and an
 * interruption shows nothing of the lab.
 */
async function observe(argv: readonly string[], command: string, given: ProbeOptions): Promise<Observation> {
  const [program, ...args] = argv;
  const started = Date.now();
  const timeoutSeconds = given.timeoutSeconds ?? defaultTimeoutSeconds;
  const result = await tryRun(program!, args, { input: given.input, timeout: timeoutSeconds * 1000, env: environment }).catch(
    (error: unknown): RunResult => {
      if (!(error instanceof UserError) || error.kind === 'environment' || currentInterruption().aborted) throw error;
      return { exitCode: -1, stdout: '', stderr: `no end within ${timeoutSeconds} s` };
    },
  );
  return { ...result, command, milliseconds: Date.now() - started };
}
