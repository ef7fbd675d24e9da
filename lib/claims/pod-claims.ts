import { IpAddress, type Lab, type Machine, nodePodCidr, nodes } from '../model';
import { allPods, askClientAddresses, describeObservation, getPage, type Pod, podsOf, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, verdictOfAll, type VerifyContext } from '../verify';
import { isCompanyName } from './dns-plan';
import { ownAddressClaim } from './own-address-claim';
import { toolboxOn } from './toolbox-pods';

const topic = 'pods' as const;

/** "The pod network is every pod's address": one range for each node, and no translation inside the lab. */
export function podClaims(lab: Lab): Claim[] {
  return [
    ranges(lab),
    ...nodes(lab).flatMap((node) => [...toPods(lab, node), ownAddressClaim(lab, node.name), ...toOutside(lab, node.name)]),
  ];
}

function ranges(lab: Lab): Claim {
  return {
    id: 'pods.ranges',
    topic,
    sentence: {
      en: `Every pod has an address of its node's own part of the pod network ${lab.cluster.podCidr}.`,
      ko: `모든 파드의 주소는 파드 네트워크 ${lab.cluster.podCidr} 가운데 그 노드의 몫에 속한다.`,
    },
    from: { at: 'lan' },
    ...eventually,
    lookAt: `./lab kubectl get pods -A -o wide; ./lab ssh ${lab.workers[0]!.name} -- cat /etc/cni/net.d/10-lab.conflist`,
    check: checkRanges,
  };
}

/** Pods on the host's network have their node's address and are left out. */
async function checkRanges(context: VerifyContext): Promise<Verdict> {
  const { value, seen } = await allPods(context);
  const placed = value.filter((pod) => !pod.hostNetwork && pod.address && pod.node);
  const strays = placed.filter((pod) => !isInRange(context.lab, pod));
  const found = strays.map((pod) => `${pod.name} on ${pod.node} has ${pod.address}`);
  return verdict(
    seen,
    placed.length > 0 && strays.length === 0,
    found.join('; ') || `${placed.length} pods, each in its node's range`,
  );
}

function isInRange(lab: Lab, pod: Pod): boolean {
  const node = nodes(lab).find(({ name }) => name === pod.node);
  return node !== undefined && nodePodCidr(lab, node).contains(IpAddress.parse(pod.address));
}

/** The test server's port for HTTP in its pod. */
const serverPort = 8080;

function toPods(lab: Lab, { name: node, role }: Machine): Claim[] {
  const workload = lab.workloads.find(({ kind }) => kind === 'api-tester');
  if (!workload) return [];
  const from: VantagePoint = { at: 'pod', node };
  // The control plane runs no pod of a workload's.
  const where =
    role === 'worker'
      ? { en: 'on its own node and on others', ko: '같은 노드와 다른 노드의' }
      : { en: 'on the workers', ko: '워커의' };
  return [
    {
      id: `pods.without-nat.${node}`,
      topic,
      sentence: {
        en: `A pod on ${node} reaches pods ${where.en} at their own addresses, and each sees the pod's own address: no NAT.`,
        ko: `${node} 노드의 파드는 ${where.ko} 파드에 그 파드의 주소로 접속하고, 상대는 보낸 파드의 주소를 그대로 본다. NAT는 없다.`,
      },
      from,
      ...eventually,
      lookAt: `./lab kubectl get pods -o wide; ./lab ssh ${node} -- ip route; ./lab ssh ${node} -- sudo iptables -t nat -S POSTROUTING`,
      check: (context) => checkWithoutNat(context, from, workload.name),
    },
  ];
}

async function checkWithoutNat(context: VerifyContext, from: VantagePoint & { at: 'pod' }, workload: string): Promise<Verdict> {
  const { toolbox, seen: pods } = await toolboxOn(context, from.node);
  const servers = (await podsOf(context, workload)).value.filter((pod) => pod.ready);
  if (!toolbox || servers.length === 0) return verdict(pods, false, `no pod of ${toolbox ? workload : 'the toolbox'} is ready`);
  const bases = servers.map(({ address }) => `http://${address}:${serverPort}`);
  const { answers, seen } = await askClientAddresses(context, from, bases, 1);
  const results = servers.map((pod) => {
    const client = answers.find(({ server }) => server === pod.address)?.client;
    const place = pod.node === from.node ? 'the same node' : pod.node;
    const text = `${pod.name} on ${place} ${client ? `saw ${client}` : 'did not answer'}`;
    return { ok: client === toolbox.address, text };
  });
  const judged = verdictOfAll(seen, results);
  return judged.ok ? judged : { ...judged, evidence: `${judged.evidence}; the pod is at ${toolbox.address}` };
}

function toOutside(lab: Lab, node: string): Claim[] {
  const site = lab.internet.sites.find(({ name }) => !isCompanyName(lab, name));
  if (!site) return [];
  const from: VantagePoint = { at: 'pod', node };
  return [
    {
      id: `pods.masqueraded.${node}`,
      topic,
      sentence: {
        en: `A pod on ${node} reaches ${site.name} outside, where it is seen under the gateway's address and not its own.`,
        ko: `${node} 노드의 파드는 외부의 ${site.name}에 접속할 수 있고, 외부에서는 파드의 주소가 아니라 게이트웨이의 주소로 보인다.`,
      },
      from,
      ...eventually,
      lookAt: `./lab ssh ${node} -- sudo iptables -t nat -L LAB-MASQUERADE -v -n; ./lab exec --from gateway -- nft list table ip lab`,
      check: (context) => checkMasqueraded(context, from, site.name),
    },
  ];
}

/** A site of the simulated internet tells the client's address; a real one only answers. */
async function checkMasqueraded(context: VerifyContext, from: VantagePoint, name: string): Promise<Verdict> {
  const page = await getPage(context, from, `http://${name}/`);
  if (page.status === 0) return verdict(page.seen, false, describeObservation(page.seen));
  if (!context.simulatedInternet) return verdict(page.seen, true, `${name} answers with status ${page.status}`);
  const client = /^Your address, as seen here: (\S+)$/m.exec(page.body)?.[1];
  const gateway = String(context.lab.internet.gateway);
  return verdict(page.seen, client === gateway, `${name} sees ${client ?? 'an unknown address'}; the gateway is at ${gateway}`);
}
