import { type Lab, type Machine, machines } from '../model';
import { allPods, describeObservation, getNodes, type NodeObject, quantity, type Seen, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';

/** Percent of a disk, or of its inodes, above which a machine is full. */
const fullest = 95;

/** "Workers run the applications": each takes new pods, and no disk is full. */
export const roomClaims = (lab: Lab): Claim[] => [...lab.workers.map(schedulable), ...machines(lab).map(disk)];

function schedulable({ name }: Machine): Claim {
  return {
    id: `nodes.schedulable.${name}`,
    topic: 'nodes',
    sentence: {
      en: `${name} takes new pods: it is not cordoned, has no taint, reports no pressure and has room for another pod.`,
      ko: `${name} 노드는 새 파드를 받는다. cordon이나 taint, 자원 압박이 없고 파드 자리가 남아 있다.`,
    },
    from: { at: 'lan' },
    ...eventually,
    lookAt: `./lab kubectl describe node ${name}`,
    check: async (context) => checkNode(context, name, await getNodes(context)),
  };
}

async function checkNode(context: VerifyContext, name: string, nodes: Seen<readonly NodeObject[]>): Promise<Verdict> {
  const { value, seen } = nodes;
  const node = value.find(({ metadata }) => metadata.name === name);
  if (!node) return verdict(seen, false, `there is no node ${name}`);
  const { unschedulable, taints = [] } = node.spec ?? {};
  const pressure = (node.status.conditions ?? []).filter(({ type, status }) => type !== 'Ready' && status !== 'False');
  const faults = [
    ...(unschedulable ? ['it is cordoned'] : []),
    ...taints.map(({ key, effect }) => `it has the taint ${key}:${effect}`),
    ...pressure.map(({ type }) => `it reports ${type}`),
    ...(await fullness(context, node)),
  ];
  return verdict(seen, faults.length === 0, faults.join('; ') || 'no cordon, no taint, no pressure, room for pods');
}

/** What the scheduler counts: pods, and what they ask for of processors and memory. */
async function fullness(context: VerifyContext, { metadata, status: { allocatable = {} } }: NodeObject): Promise<string[]> {
  const { value } = await allPods(context);
  const own = value.filter(({ node, over }) => node === metadata.name && !over);
  const asked: readonly (readonly [string, number])[] = [
    ['pods', own.length],
    ...['cpu', 'memory'].map((what) => [what, own.reduce((sum, pod) => sum + pod.requests(what), 0)] as const),
  ];
  return asked.flatMap(([what, sum]) => {
    const room = quantity(allocatable[what]);
    return sum >= (room * fullest) / 100 ? [`its ${what} are taken: ${allocatable[what] ?? 'none'} in all`] : [];
  });
}

function disk({ name }: Machine): Claim {
  const from: VantagePoint = { at: 'machine', name };
  return {
    id: `nodes.disk.${name}`,
    topic: 'nodes',
    sentence: {
      en: `The disk of ${name} has room: less than ${fullest} % of its bytes and of its inodes are taken.`,
      ko: `${name} 머신의 디스크에 자리가 있다. 바이트와 inode 모두 ${fullest}% 미만을 쓴다.`,
    },
    from,
    ...eventually,
    lookAt: `./lab ssh ${name} -- df -h /; ./lab ssh ${name} -- df -i /`,
    check: async ({ probe }) => {
      const seen = await probe.exec(from, ['df', '--output=pcent,ipcent', '/']);
      // A file system without a fixed number of inodes has a hyphen there.
      const [, bytes, inodes] = /^ *(\d+)% +(\d+%|-)$/m.exec(seen.stdout) ?? [];
      if (seen.exitCode !== 0 || bytes === undefined) return verdict(seen, false, describeObservation(seen));
      const ok = Number(bytes) < fullest && !(Number.parseInt(inodes!, 10) >= fullest);
      return verdict(
        seen,
        ok,
        `${bytes} % of its bytes and ${inodes === '-' ? 'no fixed number' : inodes} of its inodes are taken`,
      );
    },
  };
}
