import { closestName, machines } from '../model';
import { type Place, type PathInput, toolboxOn } from '../path';
import { TargetError } from './target-error';

/**
 * A place by its name: `outside`, `lan`, `gateway`, a machine, a pod or `pod/POD`, `pod/NODE` for the toolbox of a node, or a workload for its first
 * pod. @throws TargetError for a name that is none
 */
export function placeNamed(input: PathInput, name: string): Place {
  const { lab, moment } = input;
  if (name === 'outside' || name === 'lan' || name === 'gateway') return { kind: name };
  if (machines(lab).some((machine) => machine.name === name)) return { kind: 'machine', name };
  const node = name.startsWith('pod/') ? name.slice('pod/'.length) : undefined;
  const toolbox = node === undefined ? undefined : toolboxOn(input, node);
  if (toolbox) return toolbox;
  const own = moment.pods.filter(({ namespace }) => namespace === 'default');
  const wanted = node ?? name;
  const pod = own.find((one) => one.name === wanted) ?? own.find(({ app, ready }) => app === name && ready);
  if (pod) return { kind: 'pod', name: pod.name, node: pod.node };
  const known = [
    ...['outside', 'lan', 'gateway'],
    ...machines(lab).map((machine) => machine.name),
    ...moment.pods.filter(({ app }) => app === 'toolbox').map((one) => `pod/${one.node}`),
    ...own.map((one) => one.name),
    ...lab.workloads.map((workload) => workload.name),
  ];
  const nearest = closestName(name, known);
  throw new TargetError(
    `--from ${name}: there is no such place`,
    nearest ? `did you mean ${nearest}?` : `use one of ${known.join(', ')}`,
  );
}
