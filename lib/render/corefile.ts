import type { Lab } from '../model';
import { toYaml } from './yaml';

/**
 * The cluster DNS configuration: kubeadm's own, but for the names that are not the cluster's. They are sent to the name server
 * instead of whatever /etc/resolv.conf says (https://coredns.io/plugins/forward/). The cluster answers for the addresses of
 * its own ranges alone: kubeadm's `in-addr.arpa` would make it rename the company's machines, the control plane first.
 */
export function corefile(lab: Lab): string {
  const forwarders = lab.dns.clusterForwarders.join(' ');
  return `.:53 {
    errors
    health {
        lameduck 5s
    }
    ready
    kubernetes ${lab.cluster.dnsDomain} ${lab.cluster.serviceCidr} ${lab.cluster.podCidr} {
        pods insecure
        fallthrough in-addr.arpa ip6.arpa
        ttl 30
    }
    prometheus :9153
    forward . ${forwarders} {
        max_concurrent 1000
        policy sequential
    }
    cache 30 {
        disable success ${lab.cluster.dnsDomain}
        disable denial ${lab.cluster.dnsDomain}
    }
    loop
    reload 10s 5s
    loadbalance
}
`;
}

/** The ConfigMap CoreDNS reads, a Kubernetes manifest. kubeadm makes it first; Terraform takes it over. */
export function corednsConfigMap(lab: Lab): string {
  return toYaml({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: corefile(lab) },
  });
}
