import { type Lab, ValueError } from '../model';
import { type Claim, selectClaims } from '../verify';
import { clusterIpClaims } from './cluster-ip-claims';
import { dnsClaims } from './dns-claims';
import { externalNameClaims } from './external-name-claims';
import { followsChangeClaims } from './follows-change-claim';
import { headlessClaims } from './headless-claims';
import { isolationClaims } from './isolation-claims';
import { loadBalancerClaims } from './load-balancer-claims';
import { nodePortClaims } from './node-port-claims';
import { nodeClaims } from './node-claims';
import { podClaims } from './pod-claims';
import { reachClaims } from './reach';
import { safetyClaims } from './safety-claims';
import { statefulSetClaims } from './stateful-set-claims';

export * from './changes';
export { type Databases, keepsRow } from './checks/row';
export { reachByKind, reachRows, reachTable } from './reach';
export * from './topics';

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
    reachClaims,
    followsChangeClaims,
    safetyClaims,
    isolationClaims,
  ].flatMap((claims) => claims(lab));

/** Which claims of a lab are wanted. */
export interface Choice {
  /** Ids, topics or beginnings of ids (`dns`, `dns.company`). Default: all claims. */
  readonly only?: readonly string[];
  /** Whether claims that stop machines or take minutes are wanted, too. Default: only those that `only` names by id. */
  readonly disruptive?: boolean;
  /** The addresses of the machine that runs the lab, where its firewall is the lab's own. */
  readonly hostAddresses?: readonly string[];
}

/** The claims about a running lab that are wanted and can be judged. @throws ValueError when `only` names no claim. */
export const chooseClaims = (lab: Lab, { only, disruptive, hostAddresses }: Choice = {}): readonly Claim[] =>
  selectClaims(judgeable(claimsOf(lab), hostAddresses), only, disruptive);

/**
 * Leaves out the claims about isolation where the firewall is not the lab's own (no `hostAddresses`).
 * @throws ValueError when nothing is left of them.
 */
export function judgeable(claims: readonly Claim[], hostAddresses: readonly string[] | undefined): readonly Claim[] {
  if (hostAddresses !== undefined) return claims;
  const left = claims.filter(({ topic }) => topic !== 'isolation');
  if (left.length > 0 || claims.length === 0) return left;
  throw new ValueError('isolation', 'is claimed only where the firewall is the lab’s own', 'choose other claims');
}
