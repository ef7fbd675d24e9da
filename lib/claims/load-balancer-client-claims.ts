import { type Lab, type LoadBalancerService, nodePodCidr } from '../model';
import type { VantagePoint } from '../probe';
import { type Claim, eventually } from '../verify';
import { checkClientAddress, clientAddressSentence } from './checks/client-address';
import { protocolOf } from './checks/service-port';

const from: VantagePoint = { at: 'outside' };

/** Why nobody can tell whether the client's address is kept. */
const sharedAddress = 'the outside user is the computer that runs the machines, whose address on their network is the gateway’s';

/** Whom the pods behind a load balancer's address see. */
export function clientAddressClaims(lab: Lab, service: LoadBalancerService): Claim[] {
  const port = service.ports.find((candidate) => protocolOf(lab, service, candidate) !== 'postgres');
  if (!port) return [];
  const client = String(lab.internet.client);
  const policy = service.externalTrafficPolicy;
  const base = {
    url: `${protocolOf(lab, service, port)}://${service.address}:${port.port}`,
    server: String(service.address),
    snatAddresses: lab.workers.flatMap((worker) => [String(worker.address), String(nodePodCidr(lab, worker).at(1))]),
  };
  return [
    {
      id: `load-balancer.client-address.${service.name}`,
      topic: 'load-balancer',
      lookAt: `./lab kubectl get service ${service.name} -o yaml`,
      ...eventually,
      sentence: clientAddressSentence(service.name, policy, client),
      notAsked: ({ ownHosts }) => (ownHosts || policy === 'Cluster' ? undefined : sharedAddress),
      from,
      check: (context) => checkClientAddress(context, from, { bases: [base], policy, client }),
    },
  ];
}
