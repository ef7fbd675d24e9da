import { changeSeconds, describeObservation, type Observation, type Probe } from '../probe';

/** What an exercise may do to the lab. Every action must succeed. */
export interface LabActions {
  /** kubectl as the lab's administrator; `input` goes to its standard input. */
  kubectl(args: readonly string[], input?: string): Promise<string>;
  /** Waits until a rollout is done: `statefulset/db`. Default namespace: `default`. */
  rolledOut(workload: string, namespace?: string): Promise<void>;
  /** A shell script as root on a machine. */
  onMachine(name: string, script: string): Promise<string>;
  /** A text that was never used before in this lab. */
  unique(): string;
}

/** Seconds for pods to be ended and started one after another, on an emulated machine beside other work. */
const rolloutDeadline = 600;

/** An action on the lab that failed. */
export class ExerciseError extends Error {
  constructor(readonly seen: Observation) {
    super(`${seen.command}: ${describeObservation(seen)}`);
    this.name = 'ExerciseError';
  }
}

/** Actions on a running lab, through the probe that verification uses. */
export function labActions(probe: Probe, unique: () => string): LabActions {
  const done = (seen: Observation): string => {
    if (seen.exitCode !== 0) throw new ExerciseError(seen);
    return seen.stdout;
  };
  return {
    unique,
    kubectl: async (args, input) => done(await probe.kubectl(args, { input, timeoutSeconds: changeSeconds })),
    rolledOut: async (workload, namespace = 'default') => {
      const argv = ['-n', namespace, 'rollout', 'status', workload, `--timeout=${rolloutDeadline}s`];
      done(await probe.kubectl(argv, { timeoutSeconds: rolloutDeadline + 30 }));
    },
    onMachine: async (name, script) =>
      done(await probe.exec({ at: 'machine', name }, ['sudo', 'sh', '-ec', script], { timeoutSeconds: changeSeconds })),
  };
}
