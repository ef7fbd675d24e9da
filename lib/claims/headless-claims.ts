import { type HeadlessService, type Lab, serviceDnsName, type ServicePort } from '../model';
import { describeReply, dig, getService, type Pod, recordsOf } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { plannedPods } from './checks/spread';
import { notReadyClaims } from './not-ready-claims';
import { corednsHints } from './coredns-hints';
import { lastPod } from './toolbox-pods';
import { clusterDns } from './dns-plan';
import { isGoverning } from './stateful-names';

/** "Headless: no ClusterIP; DNS gives each pod directly." */
export function headlessClaims(lab: Lab): Claim[] {
  const services = lab.services.filter((service) => service.type === 'Headless');
  return [...services.flatMap((service) => claimsFor(lab, service)), ...notReadyClaims(lab)];
}

function claimsFor(lab: Lab, service: HeadlessService): Claim[] {
  const { name } = service;
  const common = {
    topic: 'headless',
    ...eventually,
    lookAt: `./lab kubectl get endpointslices -l kubernetes.io/service-name=${name} -o yaml; ${corednsHints}`,
  } as const;
  return [
    noAddress(service),
    {
      ...common,
      id: `headless.records.${name}`,
      sentence: {
        en: `DNS gives each pod behind ${name} directly: one address for each ready pod.`,
        ko: `DNS는 ${name} 서비스 뒤의 파드를 직접 알려 준다. 준비된 파드마다 주소 하나를 답한다.`,
      },
      from: lastPod(lab),
      check: (context) => checkRecords(context, service),
    },
    ...service.ports.map((port, index): Claim => ({
      ...common,
      id: `headless.srv.${name}${index === 0 ? '' : `.${port.name}`}`,
      sentence: {
        en: `SRV records tell the port ${port.port} and the name of each ready pod behind ${name}.`,
        ko: `SRV 레코드는 ${name} 서비스 뒤에 있는 준비된 파드마다 포트 ${port.port}와 이름을 알려 준다.`,
      },
      from: lastPod(lab),
      check: (context) => checkSrv(context, service, port),
    })),
  ];
}

function noAddress({ name }: HeadlessService): Claim {
  return {
    topic: 'headless',
    ...eventually,
    id: `headless.no-address.${name}`,
    sentence: {
      en: `The Service ${name} is headless: it has no ClusterIP.`,
      ko: `${name} 서비스는 헤드리스라서 ClusterIP가 없다.`,
    },
    from: { at: 'lan' },
    lookAt: `./lab kubectl get service ${name} -o yaml`,
    check: async (context) => {
      const { value, seen } = await getService(context, name);
      return verdict(seen, value.spec.clusterIP === 'None', `clusterIP ${value.spec.clusterIP}`);
    },
  };
}

async function checkRecords(context: VerifyContext, service: HeadlessService): Promise<Verdict> {
  const pods = await plannedPods(context, service.workload);
  if ('missing' in pods) return pods.missing;
  const question = { name: serviceDnsName(context.lab, service) };
  const { replies, seen } = await dig(context, lastPod(context.lab), [question], clusterDns(context.lab));
  const ready = pods.value.map(({ address }) => address).sort();
  const ok = recordsOf(replies[0]!, 'A').join() === ready.join();
  return verdict(seen, ok, `${describeReply(replies[0]!)}${ok ? '' : `; the ready pods are at ${ready.join(', ')}`}`);
}

/** `_http._tcp.…`: priority, weight, port and name (RFC 2782; https://github.com/kubernetes/dns/blob/master/docs/specification.md). */
async function checkSrv(context: VerifyContext, service: HeadlessService, port: ServicePort): Promise<Verdict> {
  const { lab } = context;
  const pods = await plannedPods(context, service.workload);
  if ('missing' in pods) return pods.missing;
  const domain = serviceDnsName(lab, service);
  const question = { name: `_${port.name}._tcp.${domain}`, type: 'SRV' } as const;
  const { replies, seen } = await dig(context, lastPod(lab), [question], clusterDns(lab));
  // Priority and weight are of no meaning here.
  const found = recordsOf(replies[0]!, 'SRV')
    .map((data) => data.split(/\s+/).slice(2).join(' '))
    .sort();
  const label = (pod: Pod) => (isGoverning(lab, service) ? pod.name : pod.address.replaceAll('.', '-'));
  const planned = pods.value.map((pod) => `${port.port} ${label(pod)}.${domain}`).sort();
  const ok = found.join() === planned.join();
  const shown = found.join(', ') || replies[0]!.status;
  return verdict(seen, ok, ok ? shown : `${shown}; expected ${planned.join(', ')}`);
}
