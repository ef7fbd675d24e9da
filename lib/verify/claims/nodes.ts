import { type Lab, type Machine, nodes } from '../../model';
import { type Claim, patient, type VerifyContext, verdict } from '../claim';
import { get, isTrue, type NodeObject } from '../cluster';

const controlPlaneLabel = 'node-role.kubernetes.io/control-plane';

/** "The private network holds the control plane and the workers, each at its address." */
export function nodeClaims(lab: Lab): Claim[] {
  return [
    {
      id: 'nodes.planned',
      topic: 'nodes',
      sentence: { en: `The cluster's nodes are ${nodes(lab).map(nameOf).join(', ')} and no others.` },
      from: { at: 'lan' },
      ...patient,
      lookAt: './lab kubectl get nodes -o wide; on a node that is missing: ./lab ssh NODE -- journalctl -u lab-bootstrap',
      check: checkPlanned,
    },
    ...nodes(lab).map((node) => ready(node)),
  ];
}

function ready(node: Machine): Claim {
  const role = node.role === 'control-plane' ? 'the control plane' : 'a worker';
  return {
    id: `nodes.ready.${node.name}`,
    topic: 'nodes',
    sentence: { en: `${node.name} is ${role}, at ${node.address}, and Ready.` },
    from: { at: 'lan' },
    ...patient,
    lookAt: `./lab kubectl describe node ${node.name}; ./lab ssh ${node.name} -- systemctl status kubelet containerd`,
    check: (context) => checkReady(context, node),
  };
}

async function checkPlanned(context: VerifyContext) {
  const { value, seen } = await get<{ items: NodeObject[] }>(context, ['nodes']);
  const found = value.items.map(({ metadata }) => metadata.name).sort();
  const planned = nodes(context.lab).map(nameOf).sort();
  return verdict(seen, found.join() === planned.join(), `nodes: ${found.join(', ') || 'none'}`);
}

async function checkReady(context: VerifyContext, node: Machine) {
  const { value, seen } = await get<NodeObject>(context, ['node', node.name]);
  const { addresses, conditions } = value.status;
  const internal = (addresses ?? []).filter(({ type }) => type === 'InternalIP').map(({ address }) => address);
  const isReady = isTrue(conditions, 'Ready');
  const role = value.metadata.labels?.[controlPlaneLabel] === undefined ? 'worker' : 'control-plane';
  const ok = isReady && role === node.role && internal.join() === String(node.address);
  const reason = conditions?.find(({ type }) => type === 'Ready')?.message ?? 'no condition Ready';
  return verdict(seen, ok, `${role} at ${internal.join(', ') || 'no address'}, ${isReady ? 'Ready' : `not Ready: ${reason}`}`);
}

const nameOf = ({ name }: Machine): string => name;
