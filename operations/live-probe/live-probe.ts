import { pasteable } from '../../host/shell';
import type { Lab } from '../../lib/model';
import type { Observation, Probe } from '../../lib/probe';
import { Batcher } from './batcher';
import { kubectlWords } from './kubectl-words';
import { type Command, type LabShell, runTogether, type ShellOptions } from './lab-shell';
import { MachineLogins } from './machine-logins';
import { observe } from './observe';
import { PodShells } from './pod-shells';
import { Semaphore } from './semaphore';
import type { SshFiles } from './ssh-command';

export interface LiveProbeOptions extends SshFiles {
  readonly lab: Lab;
  /** Turns a command into one that runs in the lab's network: at the LAN host or at the outside user's. */
  readonly wrap: (vantage: 'lan' | 'outside' | 'gateway', argv: readonly string[]) => readonly string[];
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

/** What an emulated cluster on two cores bears at a time. */
const connections = 3;
/** Commands of this machine in the lab's network cost the lab next to nothing and mostly wait. */
const localCommands = 8;
/** Together over one connection. Their results do not wait for one another. */
const batchSize = 24;

/**
 * Reaches the lab with kubectl, ssh and the commands of this machine run in the lab's network. Few connections are open at a
 * time; commands for the same machine or pod that wait for one go together over the next.
 */
export function liveProbe(options: LiveProbeOptions): LiveProbe {
  const remote = new Semaphore(connections);
  const local = new Semaphore(localCommands);
  const kubectl = (args: readonly string[], given: ShellOptions = {}): Promise<Observation> => {
    const argv = [...kubectlWords(options.kubectl, options.kubeconfig, options.runDir), ...args];
    return observe(options.wrap('lan', argv), `./lab ${pasteable('kubectl', args)}`, given);
  };
  const machines = new MachineLogins(options);
  const pods = new PodShells(kubectl);
  const at = batchedBy(remote);
  return {
    kubectl: (args, given) => queued(remote, () => kubectl(args, given), given),
    exec(from, argv, given = {}) {
      const command: Command = { argv, given, asked: Date.now() };
      switch (from.at) {
        case 'lan':
        case 'outside':
        case 'gateway': {
          const shown = `./lab exec --from ${from.at} -- ${pasteable(argv[0]!, argv.slice(1))}`;
          return queued(local, () => observe(options.wrap(from.at, argv), shown, given), given);
        }
        case 'machine':
          return at(`machine ${from.name}`, machines.shell(from.name), command);
        case 'pod':
          return at(`toolbox ${from.node}`, pods.toolbox(from.node), command);
        case 'workload':
          return at(`pod ${from.pod}`, pods.workload(from.pod), command);
      }
    },
    files: { caCertificate: options.caCertificate },
    close: () => machines.close(),
  };
}

/** Runs a command when there is a free slot, and tells how long it waited for that. */
async function queued(semaphore: Semaphore, work: () => Promise<Observation>, given: ShellOptions = {}): Promise<Observation> {
  const asked = Date.now();
  return semaphore.use(async () => ({ queuedMilliseconds: Date.now() - asked, ...(await work()) }), given);
}

/** Runs commands in shells, those that wait for the same shell in batches. Urgent ones make batches of their own, which go first. */
function batchedBy(remote: Semaphore): (key: string, shell: LabShell, command: Command) => Promise<Observation> {
  const batchers = new Map<string, Batcher<Command, Observation>>();
  return (key, shell, command) => {
    const { argv, given } = command;
    // What waits for other commands must not make them wait, and standard input belongs to one command.
    if (given.apart) return shell.run(argv, given);
    if (given.input !== undefined) return queued(remote, () => shell.run(argv, given), given);
    const { urgent = false } = given;
    const lane = urgent ? `urgent ${key}` : key;
    const work = (commands: readonly Command[], deliver: (index: number, seen: Observation) => void) =>
      runTogether(shell, commands, deliver);
    const batcher = batchers.get(lane) ?? new Batcher(remote, work, { most: batchSize, urgent });
    batchers.set(lane, batcher);
    return batcher.ask(command);
  };
}
