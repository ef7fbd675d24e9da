import type { Lab } from '../../model';
import { type Claim, eventually, forbidden, type Surroundings } from '../../verify';
import { checkDns } from './check-dns';
import { checkWeb } from './check-reached';
import { checkOwnPods } from './own-pods';
import type { Destination } from './places';
import { type Cell, reachTable } from './reach-table';
import { sentenceOf } from './reach-words';

/** The cells of the table that no other claim shows: who reaches whom, and who does not. */
export const reachClaims = (lab: Lab): Claim[] =>
  reachTable(lab)
    .filter(({ ways }) => ways.length > 0)
    .map((cell): Claim => ({
      id: cell.claims[0]!,
      topic: 'reach',
      sentence: sentenceOf(lab, cell),
      from: cell.caller.from,
      ...(cell.expected === 'closed' ? forbidden : eventually),
      lookAt: lookAt(lab, cell.destination),
      ...(cell.expected === 'closed' && cell.destination.kind === 'Headless' && { notAsked: toOthers }),
      check: (context) => checkOf(cell)(context, cell),
    }));

/** Only the lab's machines have routes to pods. @returns why nobody else is asked for where a packet to a pod's address goes */
const toOthers = ({ simulatedInternet }: Surroundings): string | undefined =>
  simulatedInternet ? undefined : 'the real internet may give the pod network’s addresses to others';

function checkOf({ caller, destination }: Cell): typeof checkWeb {
  if (caller.kind === 'own-pods') return checkOwnPods;
  return destination.kind === 'cluster-dns' || destination.kind === 'name-server' ? checkDns : checkWeb;
}

function lookAt(lab: Lab, destination: Destination): string {
  switch (destination.kind) {
    case 'kubernetes':
      return './lab kubectl get endpointslices -l kubernetes.io/service-name=kubernetes';
    case 'api-server':
      return './lab kubectl -n kube-system get pods -l component=kube-apiserver -o wide';
    case 'cluster-dns':
      return './lab kubectl -n kube-system get pods,services -l k8s-app=kube-dns -o wide';
    case 'name-server':
      return `./lab ssh ${lab.nameServer.name} -- systemctl status named`;
    default:
      return `./lab kubectl describe service ${destination.service.name}; ./lab kubectl get endpointslices -l kubernetes.io/service-name=${destination.service.name}`;
  }
}
