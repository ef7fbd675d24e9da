import type { ClusterIpService, Lab } from '../../model';
import { type Claim, never, patient, verdict } from '../claim';
import { getService } from '../cluster';
import { checkClosed } from '../curl';
import type { VantagePoint } from '../probe';
import { checkSpread } from '../spread';

/** "ClusterIP: the default; reachable only inside the cluster." */
export function clusterIpClaims(lab: Lab): Claim[] {
  return lab.services.filter((service) => service.type === 'ClusterIP').flatMap((service) => claimsFor(lab, service));
}

function claimsFor(lab: Lab, service: ClusterIpService): Claim[] {
  const topic = 'cluster-ip' as const;
  const address = String(service.clusterIp);
  const lookAt = `./lab kubectl get endpointslices -l kubernetes.io/service-name=${service.name}`;
  const rules = (node: string) => `./lab ssh ${node} -- sudo iptables -t nat -S KUBE-SERVICES`;
  const outsiders: readonly VantagePoint[] = [{ at: 'lan' }, { at: 'outside' }];
  return [
    {
      id: `cluster-ip.address.${service.name}`,
      topic,
      sentence: { en: `The Service ${service.name} is a ClusterIP with the planned address ${address}.` },
      from: { at: 'lan' },
      ...patient,
      lookAt: `./lab kubectl describe service ${service.name}`,
      check: async (context) => {
        const { value, seen } = await getService(context, service.name);
        const ok = value.spec.type === 'ClusterIP' && value.spec.clusterIP === address;
        return verdict(seen, ok, `${value.spec.type} ${value.spec.clusterIP}`);
      },
    },
    ...lab.workers.flatMap((worker): Claim[] => {
      const from: VantagePoint = { at: 'pod', node: worker.name };
      const port = service.ports[0]!.port;
      return [
        {
          id: `cluster-ip.by-address.${service.name}.${worker.name}`,
          topic,
          sentence: {
            en: `A pod on ${worker.name} reaches ${service.name} at ${address}, and every pod behind it answers in turn.`,
          },
          from,
          ...patient,
          lookAt: `${lookAt}; ${rules(worker.name)}`,
          check: (context) => checkSpread(context, from, `http://${address}:${port}`, service.workload),
        },
        {
          id: `cluster-ip.by-name.${service.name}.${worker.name}`,
          topic,
          sentence: {
            en: `A pod on ${worker.name} reaches ${service.name} by its name, and every pod behind it answers in turn.`,
          },
          from,
          ...patient,
          lookAt: `${lookAt}; ${rules(worker.name)}`,
          check: (context) => checkSpread(context, from, `http://${service.name}:${port}`, service.workload),
        },
      ];
    }),
    ...outsiders.map((from): Claim => {
      const who = from.at === 'lan' ? "A host on the lab's network" : 'An outside user';
      return {
        id: `cluster-ip.closed-from-${from.at}.${service.name}`,
        topic,
        sentence: { en: `${who} does not reach ${service.name} at ${address}: a ClusterIP works only inside the cluster.` },
        from,
        ...never,
        lookAt: `./lab exec --from ${from.at} -- ip route get ${address}`,
        check: (context) => checkClosed(context, from, `http://${address}:${service.ports[0]!.port}/hostname`),
      };
    }),
  ];
}
