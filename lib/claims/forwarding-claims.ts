import { type Lab, nodes } from '../model';
import { type Claim, eventually, verdict } from '../verify';

const setting = '/proc/sys/net/ipv4/ip_forward';

/** "A packet for a pod passes through its node": kubelet and kube-proxy take the kernel's forwarding for granted (ip-sysctl.rst). */
export const forwardingClaims = (lab: Lab): Claim[] =>
  nodes(lab).map(({ name }) => ({
    id: `nodes.forwarding.${name}`,
    topic: 'nodes',
    sentence: { en: `${name} forwards packets to its pods.`, ko: `${name} 노드는 패킷을 자신의 파드로 전달한다.` },
    from: { at: 'machine', name },
    ...eventually,
    lookAt: `./lab ssh ${name} -- cat ${setting}`,
    check: async ({ probe }) => {
      const seen = await probe.exec({ at: 'machine', name }, ['cat', setting]);
      return verdict(
        seen,
        seen.exitCode === 0 && seen.stdout.trim() === '1',
        `${setting} is ${seen.stdout.trim() || 'not shown'}`,
      );
    },
  }));
