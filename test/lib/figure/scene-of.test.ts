import type { Box, Scene } from '../../../lib/figure/scene';
import { sceneOf } from '../../../lib/figure/scene-of';
import { type LabDefinition, resolveLab } from '../../../lib/model';

const scene = (definition: LabDefinition = {}) => sceneOf(resolveLab(definition), ({ en }) => en);
const inside = (box: Box): Box[] => [box, ...(box.boxes ?? []).flatMap(inside)];
const boxes = ({ lanes }: Scene) => lanes.flatMap((lane) => lane.boxes.flatMap(inside));
const textOf = (found: Scene, id: string) =>
  boxes(found)
    .find((box) => box.id === id)
    ?.lines.map(({ text }) => text);
const links = (found: Scene) =>
  found.links.map(({ above, below, kind, upwards }) => `${above} ${upwards ? '<' : '>'} ${below}: ${kind}`);

test('every machine has its name and its address, every node its programs and its range of pods', () => {
  const found = scene();
  expect(textOf(found, 'gateway')).toContain('198.51.100.1 · 192.168.56.1');
  expect(textOf(found, 'machine.control-plane')).toEqual(['control-plane', '192.168.56.30', 'control plane']);
  expect(textOf(found, 'name-server')).toEqual(expect.arrayContaining(['name-server', '192.168.56.50', 'company.internal']));
  for (const node of ['control-plane', 'worker-1', 'worker-2'])
    for (const program of ['kubelet', 'kube-proxy']) expect(textOf(found, `program.${node}.${program}`)).toEqual([program]);
  expect(textOf(found, 'range.worker-1')).toEqual(['20.96.2.0/24']);
  expect(textOf(found, 'pod.worker-1.workload.db')).toEqual(['db-0']);
});

test('each Service says its type and where it is reached', () => {
  const found = scene();
  expect(textOf(found, 'service.api-tester')).toEqual(['ClusterIP', 'api-tester', '10.96.0.100:80']);
  expect(textOf(found, 'service.api-tester-nodeport')).toEqual(['NodePort', 'api-tester-nodeport', 'every node', ':30080']);
  expect(textOf(found, 'service.api-tester-lb')).toEqual(['LoadBalancer', 'api-tester-lb', '192.168.56.60:80,443']);
  expect(textOf(found, 'service.ext-github')).toEqual(['ExternalName', 'ext-github', 'CNAME', 'github.com']);
  expect(textOf(found, 'service.db')).toEqual(['Headless', 'db', 'DNS gives each pod', ':5432']);
});

test('links lead as requests do: from outside to the pods behind a Service, and questions for names the other way', () => {
  const found = links(scene());
  for (const step of [
    'outside.user > outside.router: request',
    'outside.router > gateway: request',
    'gateway > address.api-tester-lb: request',
    'address.api-tester-lb > service.api-tester-lb: request',
    'service.api-tester-lb > pods.api-tester: request',
    'nodes > service.api-tester-nodeport: request',
    'service.db > pods.db: name',
    'name-server < cluster-pods.coredns: question',
    'gateway < name-server: question',
  ])
    expect(found).toContain(step);
  expect(found.filter((link) => link.endsWith('> service.api-tester: request'))).toEqual([]);
});

test('a cluster DNS that asks somebody else has no link to the name server', () => {
  const found = scene({ dns: { clusterForwarders: ['9.9.9.9'] } });
  expect(links(found).filter((link) => link.startsWith('name-server'))).toEqual([]);
  expect(textOf(found, 'cluster-pods.coredns')).toContain('→ 9.9.9.9');
});

test('a name server that asks no gateway has no link to it', () => {
  expect(links(scene({ dns: { upstreams: ['9.9.9.9'] } }))).not.toContain('gateway < name-server: question');
});

test('with an uplink there are no servers of the lab outside', () => {
  const found = boxes(scene({ internet: { kind: 'uplink' } })).map(({ id }) => id);
  expect(found).toContain('outside.user');
  expect(found).not.toContain('outside.web-server');
});

test('many web sites are counted, not listed', () => {
  const sites = Array.from({ length: 9 }, (_, index) => `site-${index}.example`);
  expect(textOf(scene({ internet: { sites } }), 'outside.web-server')).toEqual([
    'web server outside',
    '203.0.113.80',
    'github.com',
    'site-0.example',
    'site-1.example',
    'and 7 more',
  ]);
});

test('a Service that keeps the client’s address says so', () => {
  const services = { web: { type: 'LoadBalancer', workload: 'api-tester', externalTrafficPolicy: 'Local' } } as const;
  const workloads = { 'api-tester': { kind: 'api-tester' } } as const;
  expect(textOf(scene({ services, workloads }), 'service.web')).toContain('keeps the client’s address');
});
