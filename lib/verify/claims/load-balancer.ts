import type { Lab, LoadBalancerService, ServicePort } from '../../model';
import { type Claim, never, patient, verdict } from '../claim';
import { getService } from '../cluster';
import { checkClosed } from '../curl';
import type { VantagePoint } from '../probe';
import { checkSpread } from '../spread';

/** "LoadBalancer: a load balancer gives the Service an address and spreads traffic from outside over the nodes." */
export function loadBalancerClaims(lab: Lab): Claim[] {
  return lab.services.filter((service) => service.type === 'LoadBalancer').flatMap(claimsFor);
}

function claimsFor(service: LoadBalancerService): Claim[] {
  const from: VantagePoint = { at: 'outside' };
  const address = String(service.address);
  const closed = unlistedPort(service);
  const lookAt = `./lab kubectl describe service ${service.name}; ./lab kubectl -n metallb-system get pods,ipaddresspools,l2advertisements`;
  const common = { topic: 'load-balancer', lookAt } as const;
  return [
    {
      ...common,
      ...patient,
      id: `load-balancer.address.${service.name}`,
      sentence: { en: `The load balancer gives ${service.name} the planned address ${address}.` },
      from: { at: 'lan' },
      check: async (context) => {
        const { value, seen } = await getService(context, service.name);
        const given = (value.status?.loadBalancer?.ingress ?? []).map(({ ip }) => ip).join(', ');
        return verdict(
          seen,
          value.spec.type === 'LoadBalancer' && given === address,
          `${value.spec.type} with ${given || 'no address yet'}`,
        );
      },
    },
    ...service.ports.map((port): Claim => {
      const secure = isSecure(port);
      return {
        ...common,
        ...patient,
        id: `load-balancer.${port.name}.${service.name}`,
        sentence: {
          en: secure
            ? `An outside user reaches ${service.name} at ${address} over the secured port ${port.port}, with a certificate of the lab's CA for that address.`
            : `An outside user reaches ${service.name} at ${address} on port ${port.port}, and every pod behind it answers in turn.`,
        },
        from,
        check: (context) =>
          checkSpread(
            context,
            from,
            `${secure ? 'https' : 'http'}://${address}:${port.port}`,
            service.workload,
            secure ? ['--cacert', context.probe.files.caCertificate] : [],
          ),
      };
    }),
    {
      ...common,
      ...never,
      id: `load-balancer.closed.${service.name}`,
      sentence: { en: `Outsiders reach only the published ports of ${address}: port ${closed} is closed.` },
      from,
      check: (context) => checkClosed(context, from, `http://${address}:${closed}/hostname`),
    },
  ];
}

/** The port after the first one that the Service does not list. */
function unlistedPort(service: LoadBalancerService): number {
  const listed = service.ports.map(({ port }) => port);
  let port = listed[0]! + 1;
  while (listed.includes(port)) port += 1;
  return port;
}

const isSecure = (port: ServicePort): boolean => port.name === 'https';
