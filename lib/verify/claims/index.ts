import type { Lab } from '../../model';
import type { Claim } from '../claim';
import { clusterIpClaims } from './cluster-ip';
import { dnsClaims } from './dns';
import { externalNameClaims } from './external-name';
import { headlessClaims } from './headless';
import { isolationClaims } from './isolation';
import { loadBalancerClaims } from './load-balancer';
import { nodePortClaims } from './node-port';
import { nodeClaims } from './nodes';
import { podClaims } from './pods';
import { safetyClaims } from './safety';
import { statefulSetClaims } from './stateful-set';

/** Every sentence of the lesson that is proven on a running lab, in the order of the lesson. */
export const claimsOf = (lab: Lab): Claim[] =>
  [
    nodeClaims,
    podClaims,
    dnsClaims,
    clusterIpClaims,
    nodePortClaims,
    loadBalancerClaims,
    externalNameClaims,
    headlessClaims,
    statefulSetClaims,
    safetyClaims,
    isolationClaims,
  ].flatMap((claims) => claims(lab));
