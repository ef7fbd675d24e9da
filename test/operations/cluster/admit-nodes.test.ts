import { admission } from '../../../operations/cluster/admit-nodes';
import type { KubernetesObject } from '../../../operations/cluster/cluster-state';
import { noteLeavingNodes } from '../../../operations/cluster/left-nodes';
import type { PlannedChange } from '../../../operations/terraform/planned-changes';
import { resolveLab } from '../../../lib/model';
import { FakeCluster } from './fake-cluster';

let cluster: FakeCluster;
beforeEach(() => {
  cluster = new FakeCluster(resolveLab());
  cluster.domains({ u0: 'lesson-control-plane', u1: 'lesson-worker-1', u2: 'lesson-worker-2', u3: 'lesson-other-worker-2' });
});
afterEach(() => cluster.remove());

const node = (name: string, uid = `${name}-uid`, status = 'True'): KubernetesObject => ({
  metadata: { name, uid },
  status: { conditions: [{ type: 'Ready', status }] },
});
const all = [node('control-plane'), node('worker-1'), node('worker-2')];
const names = (found: readonly KubernetesObject[]): string[] => found.map(({ metadata }) => metadata.name);
const change = (name: string, action: PlannedChange['action']): PlannedChange => ({
  type: 'libvirt_domain',
  name: `lesson-${name}`,
  action,
});
const note = async (...changes: PlannedChange[]) => {
  cluster.answer(`case "$*" in *readyz*) echo ok ;; *) echo '${JSON.stringify({ items: all })}' ;; esac`);
  await noteLeavingNodes(cluster.context, cluster.hypervisor, changes);
};
const done = (): string[] => cluster.asked.filter((line) => /^(delete|.* (apply|get secret))/.test(line));
const removed = (): string[] => done().flatMap((line) => /^delete node (\S+)/.exec(line)?.[1] ?? []);

test('where all is as planned nothing is asked of the cluster', async () => {
  await note(change('worker-1', 'change'));
  expect(await admission(cluster.context, cluster.hypervisor)(all)).toEqual(all);
  expect(cluster.asked).toEqual([]);
});

test.each([
  ['missing', all.slice(0, 2)],
  ['not Ready', [...all.slice(0, 2), node('worker-2', 'worker-2-uid', 'Unknown')]],
])('while a planned node is %s the token to join is worth something, which is looked after once', async (_how, found) => {
  const admit = admission(cluster.context, cluster.hypervisor);
  for (let look = 0; look < 3; look += 1) expect(await admit(found)).toEqual(found);
  expect(done().map((line) => /(get secret|apply)/.exec(line)![1])).toEqual(['get secret', 'apply']);
});

test.each(['replace', 'remove'] as const)(
  'the node of a machine that was to %s goes when the machine is gone',
  async (action) => {
    await note(change('worker-2', action));
    cluster.domains({
      u0: 'lesson-control-plane',
      u1: 'lesson-worker-1',
      ...(action === 'replace' && { u4: 'lesson-worker-2' }),
    });
    const admit = admission(cluster.context, cluster.hypervisor);
    expect(names(await admit(all))).toEqual(['control-plane', 'worker-1']);
    expect(removed()).toEqual(['worker-2']);
  },
);

test('a machine that did not go keeps its node', async () => {
  await note(change('worker-2', 'replace'));
  expect(await admission(cluster.context, cluster.hypervisor)(all)).toEqual(all);
  expect(removed()).toEqual([]);
});

test('a machine that has joined in the meantime keeps its node', async () => {
  await note(change('worker-2', 'replace'));
  cluster.domains({ u4: 'lesson-worker-2' });
  const found = [...all.slice(0, 2), node('worker-2', 'another-uid')];
  expect(await admission(cluster.context, cluster.hypervisor)(found)).toEqual(found);
  expect(removed()).toEqual([]);
});

test('what an interrupted run noted is remembered by the next, whatever that changes', async () => {
  await note(change('worker-2', 'replace'));
  await note(change('worker-1', 'replace'));
  await note();
  cluster.domains({ u0: 'lesson-control-plane' });
  expect(names(await admission(cluster.context, cluster.hypervisor)(all))).toEqual(['control-plane']);
  expect(removed().sort()).toEqual(['worker-1', 'worker-2']);
});

test('where libvirt or kubectl fails no node counts, and the next look tries again', async () => {
  await note(change('worker-2', 'remove'));
  cluster.domains(undefined);
  const admit = admission(cluster.context, cluster.hypervisor);
  expect(await admit(all)).toEqual([]);
  expect(removed()).toEqual([]);
  cluster.domains({ u1: 'lesson-worker-1' });
  cluster.answer('exit 1');
  expect(await admit(all)).toEqual([]);
  cluster.answer('true');
  expect(names(await admit(all))).toEqual(['control-plane', 'worker-1']);
});

test('a new control plane has no nodes to forget', async () => {
  await note(change('control-plane', 'replace'), change('worker-1', 'replace'));
  expect(cluster.asked).toEqual([]);
});
