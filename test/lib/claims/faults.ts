import type { LabDefinition } from '../../../lib/model';
import type { FakeLab } from '../fake-lab/fake-lab';
import { clusterIpFaults } from './faults/cluster-ip';
import { dnsFaults } from './faults/dns';
import { headlessFaults } from './faults/headless';
import { isolationFaults } from './faults/isolation';
import { loadBalancerFaults } from './faults/load-balancer';
import { nodeFaults } from './faults/nodes';
import { nodePortFaults } from './faults/node-port';
import { otherFaults } from './faults/other-labs';
import { podFaults } from './faults/pods';
import { reachFaults } from './faults/reach';
import { safetyFaults } from './faults/safety';
import { statefulSetFaults } from './faults/stateful-set';
import { upkeepFaults } from './faults/upkeep';

/** A lab that is wrong in one way, and the one claim that must fail for it. */
export interface FaultyLab {
  readonly fault: string;
  readonly fails: string;
  /** Claims that must fail as well, because they are about the same. Default: none. */
  readonly also?: readonly string[];
  /** Default: the default topology. */
  readonly lab?: LabDefinition;
  inject(fake: FakeLab): void;
}

export const faultyLabs: readonly FaultyLab[] = [
  ...nodeFaults,
  ...podFaults,
  ...dnsFaults,
  ...clusterIpFaults,
  ...nodePortFaults,
  ...loadBalancerFaults,
  ...headlessFaults,
  ...statefulSetFaults,
  ...reachFaults,
  ...upkeepFaults,
  ...safetyFaults,
  ...isolationFaults,
  ...otherFaults,
];
