import type { LabDefinition } from '../../../lib/model';
import type { FakeLab } from '../fake-lab/fake-lab';
import { clusterIpLies } from './lies/cluster-ip';
import { dnsLies } from './lies/dns';
import { headlessLies } from './lies/headless';
import { isolationLies } from './lies/isolation';
import { loadBalancerLies } from './lies/load-balancer';
import { nodeLies } from './lies/nodes';
import { nodePortLies } from './lies/node-port';
import { otherLies } from './lies/other-labs';
import { podLies } from './lies/pods';
import { safetyLies } from './lies/safety';
import { statefulSetLies } from './lies/stateful-set';

/** A lab that is wrong in one way, and the one claim that must notice. */
export interface LyingLab {
  readonly lie: string;
  readonly red: string;
  /** Claims that must notice it as well, because they are about the same. Default: none. */
  readonly also?: readonly string[];
  /** Default: the default topology. */
  readonly lab?: LabDefinition;
  tell(fake: FakeLab): void;
}

export const lyingLabs: readonly LyingLab[] = [
  ...nodeLies,
  ...podLies,
  ...dnsLies,
  ...clusterIpLies,
  ...nodePortLies,
  ...loadBalancerLies,
  ...headlessLies,
  ...statefulSetLies,
  ...safetyLies,
  ...isolationLies,
  ...otherLies,
];
