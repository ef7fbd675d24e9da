import { reachTable } from '../../../../lib/claims';
import { type Lab, resolveLab } from '../../../../lib/model';
import type { Outcome } from '../../fake-lab/outcome';
import type { FaultyLab } from '../faults';
import { answering, failing, faulty, item, lists, placeOf, replacing, runs } from './injecting';

const lab: Lab = resolveLab();

type Cell = ReturnType<typeof reachTable>[number];

const web = (id: string, place: string, number = 0) =>
  runs(new RegExp(`^sh -c (?![^]*/dial[?])[^]*web "${id}~${number}" `), place);
const dials = (id: string, place: string) => runs(new RegExp(`^sh -c [^]*web "${id}~0" "[^"]*/dial[?]`), place);
const sessions = (id: string, place: string) => runs(`lab_ask ${id}~0 `, place);
/** The one dig that asks a server over UDP and over TCP. */
const asksServer = (server: string, place: string) =>
  runs(new RegExp(`^dig @${server.replaceAll('.', '[.]')} .* A [+]notcp .* A [+]tcp`), place);

/** Of two replies one is missing. */
const withoutReply =
  (index: number) =>
  (truth: Outcome): Outcome => {
    const replies = truth.stdout.split(/(?=^- type: MESSAGE)/m);
    return { ...truth, stdout: replies.with(index, noReply).join('') };
  };

/** In the answers to the first request of a cell. */
const first = (id: string, search: string, put: string) => replacing(new RegExp(`(answer,${id}~0,)${search}`), `$1${put}`);

/** Each claim of the table, with what it looks at broken in one place. */
const byCell = (cell: Cell): FaultyLab[] => {
  const [claim] = cell.claims;
  const { destination, caller, expected } = cell;
  const { id, kind } = destination;
  const place = placeOf(caller.from);
  if (kind === 'cluster-dns' || kind === 'name-server') {
    const server = String(kind === 'cluster-dns' ? lab.cluster.dnsServiceAddress : lab.nameServer.address);
    const asked = asksServer(server, place);
    return expected === 'closed'
      ? [faulty(claim!, 'it answers', asked, answering(refusedReply)), faulty(claim!, 'there is no dig', asked, failing(127, ''))]
      : ['UDP', 'TCP'].map((protocol, index) => faulty(claim!, `it is silent over ${protocol}`, asked, withoutReply(index)));
  }
  if (expected === 'closed') return [faulty(claim!, 'it accepts a connection', web(id, place), first(id, '28,000,0', '0,200,1'))];
  if (caller.kind === 'own-pods') {
    return caller.from.at === 'workload'
      ? [faulty(claim!, 'a database does not reach the next one', runs('PGPORT=', place), failing(2, 'psql: error: timeout'))]
      : [faulty(claim!, 'a pod does not reach itself', dials(id, place), first(id, '0,200,1', '28,000,0'))];
  }
  if (id === 'db') return [faulty(claim!, 'a database is not reached', sessions(id, place), first(id, '0,0,1,9', '124,0,0,0'))];
  return [faulty(claim!, 'nobody answers', web(id, place), first(id, '0,200,1', '28,000,0'))];
};

const refusedReply = '- type: MESSAGE\n  message:\n    response_message_data:\n      status: REFUSED\n';
const noReply = '- type: DIG_ERROR\n  message: |\n    no servers could be reached\n';

const pod = 'pod worker-1';
const body = (id: string, number: number, put: string) => replacing(new RegExp(`(body,${id}~${number},).*`), `$1${put}`);

export const reachFaults: readonly FaultyLab[] = [
  ...reachTable(lab)
    .filter(({ ways }) => ways.length > 0)
    .flatMap(byCell),
  faulty(
    'reach.api-tester.from-pod.worker-1',
    'large requests are lost on their way',
    web('api-tester', pod, 1),
    replacing('answer,api-tester~1,0,200,1', 'answer,api-tester~1,28,000,1'),
  ),
  faulty(
    'reach.api-tester.from-pod.worker-1',
    'a large answer is cut',
    web('api-tester', pod, 1),
    replacing('answer,api-tester~1,0,200,1,4000', 'answer,api-tester~1,0,200,1,1448'),
  ),
  faulty(
    'reach.api-tester.from-node.worker-2',
    'somebody else answers',
    web('api-tester', 'machine worker-2'),
    body('api-tester', 0, '<html>hotel wifi</html>'),
  ),
  faulty(
    'reach.api-tester.from-pod.worker-2',
    'a request was not made',
    web('api-tester', 'pod worker-2'),
    replacing(/^answer,api-tester~0,.*\n/m, ''),
  ),
  faulty('reach.api-tester.from-own-pods', 'a pod never gets itself', dials('api-tester', 'pod worker-2'), (truth) => ({
    ...truth,
    stdout: truth.stdout.replace(/^body,api-tester~0,.*$/gm, (line) => line.replaceAll('-0"', '-1"')),
  })),
  faulty(
    'reach.api-tester.from-own-pods',
    'one of its connections fails',
    dials('api-tester', 'pod worker-2'),
    body('api-tester', 0, '{"responses":["api-tester-abc-0"],"errors":["i/o timeout"]}'),
  ),
  faulty(
    'reach.api-tester.from-own-pods',
    'the test server says something else',
    dials('api-tester', 'pod worker-2'),
    body('api-tester', 0, 'Bad Gateway'),
  ),
  faulty(
    'reach.db.from-node.worker-1',
    'a database lets everybody in',
    sessions('db', 'machine worker-1'),
    body('db', 0, '82 0 0 0 8 0 0 0 0'),
  ),
  faulty(
    'reach.db.from-pod.worker-1',
    'a database refuses sessions from there',
    sessions('db', pod),
    body('db', 0, '69 0 0 0 120 83 70 65 84'),
  ),
  faulty(
    'reach.db.from-pod.worker-2',
    'somebody else listens on the port',
    sessions('db', 'pod worker-2'),
    body('db', 0, '72 84 84 80 47 49 46 49 32'),
  ),
  faulty(
    'reach.kubernetes.from-pod.worker-1',
    'somebody else answers for the API server',
    web('kubernetes', pod),
    body('kubernetes', 0, '<html>hotel wifi</html>'),
  ),
  {
    ...faulty('reach.kubernetes.from-lan', 'the LAN host has no curl', web('kubernetes', 'lan'), failing(127, 'curl: not found')),
    also: ['reach.api-tester2.from-lan', 'reach.db.from-lan'],
  },
  {
    ...faulty(
      'reach.api-tester-nodeport.from-pod.worker-1',
      'a Service has lost its address in the cluster',
      lists('services'),
      item('api-tester-nodeport', (service) => delete service.spec.clusterIP),
    ),
    also: [
      ...[
        'from-pod.control-plane',
        'from-pod.worker-2',
        'from-node.control-plane',
        'from-node.worker-1',
        'from-node.worker-2',
      ].map((from) => `reach.api-tester-nodeport.${from}`),
      'dns.service.api-tester-nodeport',
    ],
  },
];
