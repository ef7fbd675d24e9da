import { pasteable } from '../../host/shell';
import type { Observation, ProbeOptions } from '../../lib/probe';
import type { LabShell, ShellOptions } from './lab-shell';

/** kubectl's and the API server's words for a pod that is not there any more. */
const podIsGone =
  /pods? .*not found|pod does not exist|unable to upgrade connection: pod|cannot exec in a stopped|completed pod/i;

/** Runs kubectl as the lab's administrator. */
type Kubectl = (args: readonly string[], given?: ShellOptions) => Promise<Observation>;

/** The lab's pods, by `kubectl exec`. */
export class PodShells {
  private readonly toolboxes = new Map<string, Promise<string>>();

  constructor(private readonly kubectl: Kubectl) {}

  /** The toolbox on a node, whichever pod that is now. */
  toolbox(node: string): LabShell {
    const { kubectl, toolboxes } = this;
    return {
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
    };
  }

  /** A pod of a workload. */
  workload(pod: string): LabShell {
    return {
      run: (argv, given) => this.kubectl(inPod(pod, argv, given), given),
      show: (argv) => Promise.resolve(`./lab ${pasteable('kubectl', inPod(pod, argv))}`),
    };
  }
}

const inPod = (pod: string, argv: readonly string[], given: ProbeOptions = {}): string[] => [
  'exec',
  ...(given.input === undefined ? [] : ['-i']),
  pod,
  '--',
  ...argv,
];

async function findToolbox(kubectl: Kubectl, node: string): Promise<string> {
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
