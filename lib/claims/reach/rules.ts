import type { CallerKind, Destination, DestinationKind } from './places';

/** How somebody is asked. */
export type Way =
  /** At the Service's own address: of a load balancer, the one from its pool. */
  | 'address'
  /** At the address in the cluster that a NodePort or LoadBalancer Service has, too. */
  | 'cluster-address'
  | 'name'
  /** At a node port of every node. */
  | 'node-ports'
  /** By the name that the company publishes, with a certificate for that name. */
  | 'www'
  | 'pod-addresses'
  /** By the name in the cluster, as a web page elsewhere. */
  | 'page'
  | 'udp'
  | 'tcp';

/** What is expected of one kind of caller towards one kind of destination. */
export type Rule =
  /** A claim of topic `reach` asks in these ways. @property not what is not asked, and why */
  | { readonly expected: 'reached' | 'closed'; readonly ways: readonly Way[]; readonly not?: string }
  /** Claims of other topics show it already. */
  | { readonly expected: 'reached' | 'closed'; readonly shownBy: (destination: Destination) => readonly string[] }
  | { readonly expected: 'empty'; readonly because: string };

const reached = (ways: readonly Way[], not?: string): Rule => ({ expected: 'reached', ways, ...(not && { not }) });
const closed = (...ways: Way[]): Rule => ({ expected: 'closed', ways });
const closedAs = (shownBy: (destination: Destination) => readonly string[]): Rule => ({ expected: 'closed', shownBy });
const empty = (because: string): Rule => ({ expected: 'empty', because });

const published = () => ['safety.published-ports'];

const noClusterNames = 'not by its name: a machine asks the company’s name server, which knows no name of the cluster';
const dialsHttp = 'not over TLS: the test server dials HTTP alone';
const noPods = empty('it has no pods of its own');
const notTheClusters = empty('the name is one of the cluster’s, which only pods look up');

/** The table: every kind of destination, asked by every kind of caller. The compiler misses whatever has no rule. */
export const rules: Readonly<Record<DestinationKind, Readonly<Record<CallerKind, Rule>>>> = {
  ClusterIP: {
    pod: reached(['address', 'name']),
    node: reached(['address'], noClusterNames),
    'own-pods': reached(['address', 'name'], dialsHttp),
    'name-server': closed('address'),
    lan: closedAs(({ id }) => [`cluster-ip.closed-from-lan.${id.replace(/^service\./, '')}`]),
    outside: closedAs(({ id }) => [`cluster-ip.closed-from-outside.${id.replace(/^service\./, '')}`]),
  },
  NodePort: {
    pod: reached(['cluster-address', 'name', 'node-ports']),
    node: reached(['cluster-address', 'node-ports'], noClusterNames),
    'own-pods': reached(['name', 'node-ports'], dialsHttp),
    'name-server': reached(['node-ports']),
    lan: reached(['node-ports']),
    outside: closedAs(published),
  },
  LoadBalancer: {
    pod: reached(['address', 'cluster-address', 'name', 'www']),
    node: reached(['address', 'cluster-address', 'www'], noClusterNames),
    'own-pods': reached(['address', 'name'], dialsHttp),
    'name-server': reached(['address', 'www']),
    lan: reached(['address', 'www']),
    outside: reached(['address', 'www']),
  },
  ExternalName: {
    pod: reached(['page']),
    node: notTheClusters,
    'own-pods': noPods,
    'name-server': notTheClusters,
    lan: notTheClusters,
    outside: notTheClusters,
  },
  Headless: {
    pod: reached(['name', 'pod-addresses']),
    node: reached(['pod-addresses'], noClusterNames),
    'own-pods': reached(['pod-addresses'], dialsHttp),
    'name-server': reached(['pod-addresses'], noClusterNames),
    lan: closed('pod-addresses'),
    outside: closed('pod-addresses'),
  },
  kubernetes: {
    pod: reached(['address', 'name']),
    node: reached(['address'], noClusterNames),
    'own-pods': empty('the API server shares its node’s network: see the node'),
    'name-server': closed('address'),
    lan: closed('address'),
    outside: closed('address'),
  },
  'api-server': {
    pod: reached(['address']),
    node: reached(['address']),
    'own-pods': empty('the API server shares its node’s network: see the node'),
    'name-server': reached(['address']),
    lan: reached(['address']),
    outside: closedAs(published),
  },
  'cluster-dns': {
    pod: reached(['udp', 'tcp']),
    node: reached(['udp', 'tcp']),
    'own-pods': empty('CoreDNS has no client in its image'),
    'name-server': closed('udp', 'tcp'),
    lan: closed('udp', 'tcp'),
    outside: closed('udp', 'tcp'),
  },
  'name-server': {
    pod: reached(['udp', 'tcp']),
    node: reached(['udp', 'tcp']),
    'own-pods': noPods,
    'name-server': reached(['udp', 'tcp']),
    lan: reached(['udp', 'tcp']),
    outside: closedAs(() => ['safety.name-server-closed', 'safety.published-ports']),
  },
};
