import { type Lab, type Machine, machines, nodePodCidr, nodes } from '../model';
import { describeObservation, readAddresses, readRoutes, type Route, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, verdictOfAll } from '../verify';

const topic = 'nodes' as const;
const on = (machine: Machine): VantagePoint => ({ at: 'machine', name: machine.name });

/** "The VM network": each machine has its address, its name, its routes and its resolver. */
export const machineClaims = (lab: Lab): Claim[] =>
  machines(lab).flatMap((machine) => [
    address(lab, machine),
    name(machine),
    defaultRoute(lab, machine),
    resolver(lab, machine),
    podRoutes(lab, machine),
  ]);

function address(lab: Lab, machine: Machine): Claim {
  const wanted = `${machine.address}/${lab.network.cidr.prefix}`;
  return {
    id: `nodes.address.${machine.name}`,
    topic,
    sentence: {
      en: `The machine ${machine.name} has the address ${machine.address} on the lab's network, and the planned MAC address.`,
      ko: `${machine.name} 머신은 랩 네트워크에서 계획한 주소(${machine.address})와 계획한 MAC 주소를 쓴다.`,
    },
    from: on(machine),
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- ip address; ./lab ssh ${machine.name} -- networkctl status eth0`,
    check: async (context) => {
      const { value, seen } = await readAddresses(context, on(machine), 'eth0');
      const ok = value.mac === machine.mac && value.addresses.join() === wanted;
      const found = `${value.addresses.join(', ') || 'no address'}, ${value.mac}`;
      return verdict(seen, ok, ok ? found : `${found}; expected ${wanted}, ${machine.mac}`);
    },
  };
}

function name(machine: Machine): Claim {
  return {
    id: `nodes.name.${machine.name}`,
    topic,
    sentence: {
      en: `The machine at ${machine.address} calls itself ${machine.name}.`,
      ko: `주소가 ${machine.address}인 머신의 호스트 이름은 ${machine.name}이다.`,
    },
    from: on(machine),
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- hostnamectl`,
    check: async (context) => {
      const seen = await context.probe.exec(on(machine), ['hostname']);
      return verdict(seen, seen.exitCode === 0 && seen.stdout.trim() === machine.name, describeObservation(seen));
    },
  };
}

const describeRoute = ({ to, via, device }: Route): string => `${to} ${via ? `via ${via}` : `on ${device}`}`;

function defaultRoute(lab: Lab, machine: Machine): Claim {
  const { gateway } = lab.network;
  return {
    id: `nodes.default-route.${machine.name}`,
    topic,
    sentence: {
      en: `${machine.name} reaches the outside through the gateway ${gateway}.`,
      ko: `${machine.name} 머신은 게이트웨이(${gateway})를 거쳐 외부로 나간다.`,
    },
    from: on(machine),
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- ip route`,
    check: async (context) => {
      const { value, seen } = await readRoutes(context, machine.name);
      const found = value.filter(({ to }) => to === 'default');
      const ok = found.length === 1 && found[0]!.via === String(gateway);
      return verdict(seen, ok, found.map(describeRoute).join(', ') || 'no default route');
    },
  };
}

function resolver(lab: Lab, machine: Machine): Claim {
  const server = machine.role === 'name-server' ? '127.0.0.1' : String(lab.nameServer.address);
  return {
    id: `nodes.resolver.${machine.name}`,
    topic,
    sentence: {
      en: `${machine.name} asks the company's DNS server ${lab.nameServer.address} for names, first in ${lab.dns.zone}.`,
      ko: `${machine.name} 머신은 이름을 회사 DNS 서버 ${lab.nameServer.address}에 묻고, 짧은 이름은 ${lab.dns.zone} 영역에서 찾는다.`,
    },
    from: on(machine),
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- cat /etc/resolv.conf`,
    check: async (context) => {
      const seen = await context.probe.exec(on(machine), ['cat', '/etc/resolv.conf']);
      const values = (key: string) =>
        [...seen.stdout.matchAll(new RegExp(`^${key}\\s+(.*?)\\s*$`, 'gm'))].map(([, value]) => value!);
      const ok = values('nameserver').join() === server && values('search').join() === lab.dns.zone;
      const found = `nameserver ${values('nameserver').join(', ') || 'none'}, search ${values('search').join(', ') || 'none'}`;
      return verdict(seen, ok, ok ? found : `${found}; expected nameserver ${server}, search ${lab.dns.zone}`);
    },
  };
}

function podRoutes(lab: Lab, machine: Machine): Claim {
  return {
    id: `nodes.pod-routes.${machine.name}`,
    topic,
    sentence: {
      en: `${machine.name} has a route to the pods of every other node: each node's part of the pod network by that node's address.`,
      ko: `${machine.name} 머신에는 다른 모든 노드의 파드로 가는 경로가 있다. 노드마다 나눠 가진 파드 대역을 그 노드의 주소로 보낸다.`,
    },
    from: on(machine),
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- ip route`,
    check: async (context) => {
      const { value, seen } = await readRoutes(context, machine.name);
      const others = nodes(lab).filter((node) => node.name !== machine.name);
      const results = others.map((node) => {
        const range = String(nodePodCidr(lab, node));
        const found = value.filter(({ to }) => to === range);
        const ok = found.length === 1 && found[0]!.via === String(node.address);
        const text = found.map(describeRoute).join(', ') || `no route to ${range}`;
        return { ok, text: ok ? text : `${text}; expected via ${node.address}` };
      });
      return verdictOfAll(seen, results);
    },
  };
}
