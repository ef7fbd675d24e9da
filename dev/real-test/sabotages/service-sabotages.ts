import type { ClusterIpService, ExternalNameService, HeadlessService, Lab, NodePortService } from '../../../lib/model';
import { nodePodCidr } from '../../../lib/model';
import { extraObject, patched, replacedService } from './cluster-changes';
import { frozen } from './change-machine';
import type { Change, Sabotage } from './sabotage';

/** What a Service says of itself, and the pods behind it. The first of each type is the victim. */
export function serviceSabotages(lab: Lab): Sabotage[] {
  const isWeb = (workload: string) => lab.workloads.some(({ name, kind }) => name === workload && kind === 'api-tester');
  const first = <Found>(found: readonly Found[], sabotages: (service: Found) => Sabotage[]) =>
    found.slice(0, 1).flatMap(sabotages);
  const { services } = lab;
  return [
    ...first(
      services.filter((service) => service.type === 'ClusterIP' && isWeb(service.workload)) as ClusterIpService[],
      (service) => [...clusterIp(service), ...endpoints(lab, service)],
    ),
    ...first(
      services.filter((service) => service.type === 'NodePort'),
      nodePort,
    ),
    ...first(
      services.filter((service) => service.type === 'ExternalName'),
      externalName,
    ),
    ...first(services.filter((service) => service.type === 'Headless' && isWeb(service.workload)) as HeadlessService[], headless),
  ];
}

const spec = (name: string, broken: object, right: object, type?: 'strategic'): Change =>
  patched({ kind: 'service', name }, { broken: { spec: broken }, right: { spec: right }, type });

function clusterIp(service: ClusterIpService): Sabotage[] {
  const { name } = service;
  const [{ port, targetPort }] = service.ports as [ClusterIpService['ports'][number]];
  const target = (value: number) => ({ ports: [{ port, targetPort: value }] });
  return [
    {
      id: 'service-deleted',
      sentence: `The Service ${name} is deleted.`,
      ...replacedService(service, undefined),
      turnsRed: [`cluster-ip.address.${name}`],
    },
    {
      id: 'target-port',
      sentence: `The Service ${name} leads to a port where its pods do not listen.`,
      ...spec(name, target(targetPort + 1), target(targetPort), 'strategic'),
      turnsRed: [`cluster-ip.by-address.${name}`, `cluster-ip.by-name.${name}`],
    },
    {
      id: 'session-affinity',
      sentence: `The Service ${name} sends each client to one pod only.`,
      ...spec(name, { sessionAffinity: 'ClientIP' }, { sessionAffinity: 'None', sessionAffinityConfig: null }),
      turnsRed: [`cluster-ip.by-address.${name}`],
    },
    {
      id: 'internal-policy',
      sentence: `The Service ${name} leads to pods of the client's own node only.`,
      ...spec(name, { internalTrafficPolicy: 'Local' }, { internalTrafficPolicy: 'Cluster' }),
      turnsRed: [`cluster-ip.by-address.${name}`],
    },
  ];
}

function endpoints(lab: Lab, { name, ports }: ClusterIpService): Sabotage[] {
  const machine = lab.workers.at(-1)!;
  const range = nodePodCidr(lab, machine);
  const [{ name: portName, targetPort }] = ports as [ClusterIpService['ports'][number]];
  return [
    {
      id: 'dead-endpoint',
      sentence: `Behind the Service ${name} is one more pod, which there is not.`,
      ...extraObject({
        apiVersion: 'discovery.k8s.io/v1',
        kind: 'EndpointSlice',
        metadata: { name: 'lab-sabotage', namespace: 'default', labels: { 'kubernetes.io/service-name': name } },
        addressType: 'IPv4',
        ports: [{ name: portName, port: targetPort, protocol: 'TCP' }],
        endpoints: [{ addresses: [String(range.at(range.size - 2))], conditions: { ready: true } }],
      }),
      turnsRed: [`cluster-ip.by-address.${name}`],
    },
    {
      id: 'pods-frozen',
      sentence: `The web servers on ${machine.name} stand still, and are called ready.`,
      ...frozen(machine, 'agnhost'),
      turnsRed: [`cluster-ip.by-address.${name}`],
    },
  ];
}

function nodePort({ name, externalTrafficPolicy: policy }: NodePortService): Sabotage[] {
  const other = policy === 'Cluster' ? 'Local' : 'Cluster';
  return [
    {
      id: 'external-policy',
      sentence: `The Service ${name} has the externalTrafficPolicy ${other}.`,
      ...spec(name, { externalTrafficPolicy: other }, { externalTrafficPolicy: policy }),
      turnsRed: [`node-port.client-address.${name}`],
    },
  ];
}

const externalName = (service: ExternalNameService): Sabotage[] => [
  {
    id: 'external-name-with-address',
    sentence: `The Service ${service.name} has an address in the cluster and leads nowhere.`,
    ...replacedService(service, { type: 'ClusterIP', ports: [{ name: 'http', port: 80 }] }),
    turnsRed: [`external-name.no-address.${service.name}`],
  },
];

function headless(service: HeadlessService): Sabotage[] {
  const { name, workload, ports } = service;
  const port = ports.map(({ name: portName, port: number, targetPort }) => ({ name: portName, port: number, targetPort }));
  return [
    {
      id: 'headless-with-address',
      sentence: `The headless Service ${name} has an address.`,
      ...replacedService(service, { type: 'ClusterIP', selector: { app: workload }, ports: port }),
      turnsRed: [`headless.no-address.${name}`, `headless.records.${name}`],
    },
    {
      id: 'not-ready-published',
      sentence: `DNS gives the pods of ${name} that are not ready, too.`,
      ...spec(name, { publishNotReadyAddresses: true }, { publishNotReadyAddresses: false }),
      turnsRed: [`headless.not-ready.${name}`],
    },
  ];
}
