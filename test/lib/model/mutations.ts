import {
  Cidr,
  type IpAddress,
  type Lab,
  type LabDefinition,
  type MachineDefinition,
  machines,
  reverseZone,
} from '../../../lib/model';

/** One change that makes a valid definition break one rule, and the problem that says so. */
export interface Mutation {
  readonly path: string | RegExp;
  readonly reason: string;
  /** Changes a definition of its own; false where this one offers no place for it. `lab` is what it resolved to before. */
  readonly apply: (definition: Whole, lab: Lab) => void | false;
}

/** A generated definition has all of these. */
type Given =
  'network' | 'controlPlane' | 'workers' | 'nameServer' | 'cluster' | 'dns' | 'loadBalancer' | 'workloads' | 'services';
export type Whole = LabDefinition & Required<Pick<LabDefinition, Given>> & { workers: MachineDefinition[] };
type Services = Whole['services'];

const after = (cidr: Cidr): string => String(cidr.last.plus(1));
/** The network with this address whose prefix length is within bounds. */
const around = (address: IpAddress, prefix: number, [least, most]: [number, number]): string =>
  String(Cidr.containing(address, Math.min(Math.max(prefix, least), most)));
const names = (lab: Lab) => machines(lab).map(({ name }) => name);
const long = (length: number) =>
  Array.from({ length: Math.ceil(length / 64) }, (_, index) => 'a'.repeat(Math.min(63, length - index * 64))).join('.');
const tester = { 'new-tester': { kind: 'api-tester' } } as const;

/** Adds a Service of the lab's HTTP server. */
function add(definition: Whole, service: object, name = 'new'): void {
  Object.assign(definition.workloads, tester);
  definition.services[name] = { workload: 'new-tester', ...service } as Services[string];
}

const many = (count: number) => Array.from({ length: count }, (_, index) => index);

/** At least one for every rule there is. */
export const mutations: Readonly<Record<string, Mutation>> = {
  // What is no value of its kind.
  'the lab’s name is long': {
    path: 'name',
    reason: 'has 13 characters',
    apply: (definition) => void (definition.name = 'thirteen-char'),
  },
  'the network has host bits set': {
    path: 'network.cidr',
    reason: 'has host bits set',
    apply: ({ network }, lab) => void (network.cidr = `${lab.network.cidr.first.plus(1)}/${lab.network.cidr.prefix}`),
  },
  'the network is a /30': {
    path: 'network.cidr',
    reason: 'must have a prefix length from 8 to 29',
    apply: ({ network }, lab) => void (network.cidr = `${lab.network.cidr.first}/30`),
  },
  'an offset is as large as the network': {
    path: 'nameServer.address',
    reason: 'is outside the network',
    apply: ({ nameServer }, lab) => void (nameServer.address = `.${lab.network.cidr.size}`),
  },
  'an octet has a leading zero': {
    path: 'controlPlane.address',
    reason: 'has an octet with a leading zero',
    apply: ({ controlPlane }, lab) => void (controlPlane.address = `0${lab.controlPlane.address}`),
  },
  'a machine’s name has 64 characters': {
    path: 'workers[0].name',
    reason: 'has a label of 64 characters',
    apply: ({ workers }) => void (workers[0]!.name = 'a'.repeat(64)),
  },
  'a MAC address is a group’s': {
    path: 'nameServer.mac',
    reason: 'is a group address',
    apply: ({ nameServer }) => void (nameServer.mac = '01:00:5e:00:00:01'),
  },
  'a machine has no CPU': {
    path: 'controlPlane.cpus',
    reason: 'must be a whole number from 1 to 64',
    apply: ({ controlPlane }) => void (controlPlane.cpus = 0),
  },
  'a machine’s memory has no unit': {
    path: 'workers[0].memory',
    reason: 'has no unit',
    apply: ({ workers }) => void (workers[0]!.memory = '2048'),
  },
  'a machine’s disk is small': {
    path: 'nameServer.disk',
    reason: 'is too little',
    apply: ({ nameServer }) => void (nameServer.disk = '9 GiB'),
  },
  'a node’s range of pods is a /29': {
    path: 'cluster.nodePodPrefix',
    reason: 'must be a whole number from 16 to 28',
    apply: ({ cluster }) => void (cluster.nodePodPrefix = 29),
  },
  'the service network is a /29': {
    path: 'cluster.serviceCidr',
    reason: 'has too few addresses',
    apply: ({ cluster }, lab) => void (cluster.serviceCidr = `${lab.cluster.serviceCidr.first}/29`),
  },
  'the cluster domain has an empty label': {
    path: 'cluster.dnsDomain',
    reason: 'has an empty label',
    apply: ({ cluster }) => void (cluster.dnsDomain = 'cluster..local'),
  },
  'the pool ends before it begins': {
    path: 'loadBalancer.pool',
    reason: 'ends before it begins',
    apply: ({ loadBalancer }, lab) => void (loadBalancer.pool = `${lab.network.cidr.at(3)}-${lab.network.cidr.at(2)}`),
  },
  'an upstream is an IPv6 address': {
    path: 'dns.upstreams[0]',
    reason: 'is an IPv6 address',
    apply: ({ dns }) => void (dns.upstreams = ['2620:fe::fe']),
  },
  'a Service’s workload does not exist': {
    path: 'services.new.workload',
    reason: 'is no workload of this lab',
    apply: (definition) => add(definition, { type: 'ClusterIP', workload: 'nobody' }),
  },
  'there are more load balancers than addresses': {
    path: /^services\.new\d+\.address$/,
    reason: 'has no address left for it',
    apply: (definition, lab) =>
      many(lab.loadBalancer.pool.size + 1).forEach((index) => add(definition, { type: 'LoadBalancer' }, `new${index}`)),
  },
  'a key is misspelt': {
    path: 'network.cider',
    reason: 'is no known key',
    apply: ({ network }) => void Object.assign(network, { cider: '10.0.0.0/24' }),
  },

  // ranges
  'the pods have the machines’ network': {
    path: 'cluster.podCidr',
    reason: 'overlaps network.cidr',
    apply: ({ cluster }, lab) => void (cluster.podCidr = String(lab.network.cidr)),
  },
  'the Services have the pods’ network': {
    path: 'cluster.serviceCidr',
    reason: 'overlaps cluster.podCidr',
    apply: ({ cluster }, { cluster: { podCidr } }) =>
      void (cluster.serviceCidr = around(podCidr.first, podCidr.prefix, [12, 28])),
  },
  'the Services have the machines’ network': {
    path: 'cluster.serviceCidr',
    reason: 'overlaps network.cidr',
    apply: ({ cluster }, { network: { cidr } }) => void (cluster.serviceCidr = String(cidr)),
  },
  'the link is in the service network': {
    path: 'internet.link',
    reason: 'overlaps cluster.serviceCidr',
    apply: (definition, { cluster: { serviceCidr } }) =>
      void (definition.internet = { link: around(serviceCidr.first, 29, [8, 29]) }),
  },
  'the outside name server is in the pod network': {
    path: 'internet.nameServer',
    reason: 'overlaps cluster.podCidr',
    apply: (definition, { cluster: { podCidr } }) =>
      void (definition.internet = { ...definition.internet, nameServer: String(podCidr.last) }),
  },
  'the outside web server is on the link': {
    path: 'internet.webServer',
    reason: 'overlaps internet.link',
    apply: (definition, { internet: { link } }) =>
      void (definition.internet = { ...definition.internet, link: String(link), webServer: String(link.first) }),
  },

  // addresses
  'a machine is outside the network': {
    path: 'controlPlane.address',
    reason: 'is outside the network',
    apply: ({ controlPlane }, lab) => void (controlPlane.address = after(lab.network.cidr)),
  },
  'a machine has the network address': {
    path: 'nameServer.address',
    reason: 'is the network address of',
    apply: ({ nameServer }) => void (nameServer.address = '.0'),
  },
  'a worker has the broadcast address': {
    path: 'workers[0].address',
    reason: 'is the broadcast address of',
    apply: ({ workers }, lab) => void (workers[0]!.address = String(lab.network.cidr.last)),
  },
  'the gateway is outside the network': {
    path: 'network.gateway',
    reason: 'is outside the network',
    apply: ({ network }, lab) => void (network.gateway = after(lab.network.cidr)),
  },
  'the client is outside the network': {
    path: 'network.client',
    reason: 'is outside the network',
    apply: ({ network }, lab) => void (network.client = after(lab.network.cidr)),
  },
  'the pool is outside the network': {
    path: 'loadBalancer.pool',
    reason: 'is outside the network',
    apply: ({ loadBalancer }, lab) => void (loadBalancer.pool = after(lab.network.cidr)),
  },
  'the outside router is not on the link': {
    path: 'internet.router',
    reason: 'is outside the network',
    apply: (definition, { internet: { link } }) => void (definition.internet = { ...definition.internet, router: after(link) }),
  },
  'two machines have one address': {
    path: 'nameServer.address',
    reason: 'is the address of controlPlane.address too',
    apply: ({ nameServer }, lab) => void (nameServer.address = String(lab.controlPlane.address)),
  },
  'a machine has the gateway’s address': {
    path: 'controlPlane.address',
    reason: 'is the address of network.gateway too',
    apply: ({ controlPlane }, lab) => void (controlPlane.address = String(lab.network.gateway)),
  },
  'the outside client has the router’s address': {
    path: 'internet.client',
    reason: 'is the address of internet.router too',
    apply: (definition, { internet: { router } }) =>
      void (definition.internet = { ...definition.internet, router: String(router), client: String(router) }),
  },
  'the pool holds a machine': {
    path: 'loadBalancer.pool',
    reason: 'contains controlPlane.address',
    apply: ({ loadBalancer }, lab) => void (loadBalancer.pool = String(lab.controlPlane.address)),
  },
  'two machines have one MAC address': {
    path: 'workers[0].mac',
    reason: 'is the MAC address of controlPlane too',
    apply: ({ workers }, lab) => void (workers[0]!.mac = lab.controlPlane.mac),
  },
  'the pods’ network is for loopback': {
    path: 'cluster.podCidr',
    reason: 'is kept for other purposes',
    apply: ({ cluster }) => void (cluster.podCidr = '127.0.0.0/12'),
  },
  'the outside name server has a loopback address': {
    path: 'internet.nameServer',
    reason: 'is kept for other purposes',
    apply: (definition) => void (definition.internet = { ...definition.internet, nameServer: '127.0.0.53' }),
  },

  'the pool leaves nobody else an address': {
    path: 'loadBalancer.pool',
    reason: "leaves the lab's own hosts no address",
    apply: (definition, lab) => {
      const { cidr } = lab.network;
      for (const host of [definition.controlPlane, definition.nameServer, ...definition.workers]) delete host.address;
      definition.network = { cidr: String(cidr) };
      definition.services = {};
      definition.workers = [{}];
      definition.loadBalancer.pool = `${cidr.at(1)}-${cidr.at(cidr.size - 2)}`;
    },
  },
  'the network leaves the pool no address': {
    path: 'loadBalancer.pool',
    reason: 'has no free address left for it',
    apply: (definition) => {
      for (const host of [definition.controlPlane, definition.nameServer]) delete host.address;
      Object.assign(definition, { network: { cidr: '192.168.255.0/29' }, services: {}, loadBalancer: {}, workers: [{}, {}] });
      Object.assign(definition.cluster, { podCidr: '10.0.0.0/8', nodePodPrefix: 24, serviceCidr: '172.16.0.0/16' });
    },
  },
  'a pool is several ranges': {
    path: 'loadBalancer.pool',
    reason: 'is not an address range',
    apply: ({ loadBalancer }) => void (loadBalancer.pool = '.60-.61, .63'),
  },
  'a pool is an address with the network’s prefix length': {
    path: 'loadBalancer.pool',
    reason: 'is one address with the prefix length of the network',
    apply: ({ loadBalancer }, { network: { cidr } }) => void (loadBalancer.pool = `${cidr.at(1)}/${cidr.prefix}`),
  },
  'a machine’s address has a prefix length': {
    path: 'controlPlane.address',
    reason: 'has a prefix length',
    apply: ({ controlPlane }, lab) => void (controlPlane.address = `${lab.controlPlane.address}/24`),
  },
  'an upstream has a port': {
    path: 'dns.upstreams[0]',
    reason: 'has a port',
    apply: ({ dns }) => void (dns.upstreams = ['8.8.8.8:53']),
  },

  // names
  'a machine is called localhost': {
    path: 'controlPlane.name',
    reason: 'is a name of every machine for itself',
    apply: ({ controlPlane }) => void (controlPlane.name = 'localhost'),
  },
  'a machine is called by its full name': {
    path: 'controlPlane.name',
    reason: 'is a name with dots',
    apply: ({ controlPlane }, lab) => void (controlPlane.name = `node.${lab.dns.zone}`),
  },
  'a record is called localhost': {
    path: 'dns.records.localhost',
    reason: 'is a name of every machine and pod for itself',
    apply: ({ dns }) => void (dns.records = { localhost: '.1' }),
  },
  'a record is written in two ways': {
    path: /^dns\.records\.new-record\..+\.$/,
    reason: 'is the same name as dns.records.new-record',
    apply: ({ dns }, lab) => void (dns.records = { 'new-record': '.1', [`new-record.${lab.dns.zone}.`]: '.1' }),
  },
  'a record is the zone itself': {
    path: /^dns\.records\./,
    reason: "is the company's zone itself",
    apply: ({ dns }, lab) => void (dns.records = { [lab.dns.zone]: '.1' }),
  },
  'a record’s whole name is outside the zone': {
    path: 'dns.records.github.com.',
    reason: "is outside the company's zone",
    apply: ({ dns }) => void (dns.records = { 'github.com.': '.1' }),
  },
  'a zone is forwarded twice': {
    path: 'dns.forwardZones.new.example.',
    reason: 'is the same name as dns.forwardZones.new.example',
    apply: ({ dns }) => void (dns.forwardZones = { 'new.example': ['9.9.9.9'], 'new.example.': ['9.9.9.9'] }),
  },
  'the company’s zone is one that has no names': {
    path: 'dns.zone',
    reason: 'is no usable name',
    apply: ({ dns }) => void (dns.zone = 'company.invalid'),
  },
  'an ExternalName is a URL': {
    path: 'services.new.externalName',
    reason: 'is a URL',
    apply: ({ services }) => void (services.new = { type: 'ExternalName', externalName: 'https://github.com' }),
  },
  'an ExternalName is the client itself': {
    path: 'services.new.externalName',
    reason: 'is no usable name',
    apply: ({ services }) => void (services.new = { type: 'ExternalName', externalName: 'localhost' }),
  },
  'an outside name is one that nobody has': {
    path: 'internet.sites',
    reason: 'is no usable name',
    apply: (definition) => void (definition.internet = { ...definition.internet, sites: ['shop.onion'] }),
  },
  'two machines have one name': {
    path: 'workers[0].name',
    reason: 'is the name of controlPlane too',
    apply: ({ workers }, lab) => void (workers[0]!.name = lab.controlPlane.name),
  },
  'a machine is called like the company’s web server': {
    path: 'nameServer.name',
    reason: 'is a name the company zone has for something else',
    apply: ({ nameServer }) => void (nameServer.name = 'www'),
  },
  'a record is called like a machine': {
    path: /^dns\.records\./,
    reason: 'is in the company zone already',
    apply: ({ dns }, lab) => void (dns.records = { ...dns.records, [names(lab).at(-1)!]: '.1' }),
  },
  'a Service is called kubernetes': {
    path: 'services.kubernetes',
    reason: "is the name of Kubernetes' own Service",
    apply: (definition) => add(definition, { type: 'ClusterIP' }, 'kubernetes'),
  },
  'a workload is called toolbox': {
    path: 'workloads.toolbox',
    reason: "is the name of the lab's own pods",
    apply: ({ workloads }) => void (workloads.toolbox = { kind: 'api-tester' }),
  },
  'a database is called like a certificate’s Secret': {
    path: 'workloads.new-tester-tls',
    reason: 'is the name of the Secret',
    apply: ({ workloads }) => void Object.assign(workloads, tester, { 'new-tester-tls': { kind: 'postgres' } }),
  },
  'a database’s name is long': {
    path: `workloads.${'a'.repeat(53)}`,
    reason: "a StatefulSet's name has at most 52",
    apply: (definition) => {
      definition.workloads['a'.repeat(53)] = { kind: 'postgres' };
      add(definition, { type: 'Headless', workload: 'a'.repeat(53) });
    },
  },
  'the company zone’s name is long': {
    path: 'dns.zone',
    reason: 'a DNS name has at most 253',
    apply: ({ dns }) => void (dns.zone = long(250)),
  },
  'the cluster domain is long': {
    path: 'cluster.dnsDomain',
    reason: 'a DNS name has at most 253',
    apply: ({ cluster }) => void (cluster.dnsDomain = long(240)),
  },

  // services
  'a Service’s address is none': {
    path: 'services.new.clusterIp',
    reason: 'is no address: a Service without one is a headless one',
    apply: (definition) => add(definition, { type: 'ClusterIP', clusterIp: 'None' }),
  },
  'a Service has Kubernetes’ own address': {
    path: 'services.new.clusterIp',
    reason: 'which Kubernetes keeps for its own Service "kubernetes"',
    apply: (definition, lab) => add(definition, { type: 'ClusterIP', clusterIp: String(lab.cluster.apiServiceAddress) }),
  },
  'a Service has the cluster DNS’s address': {
    path: 'services.new.clusterIp',
    reason: 'which the cluster DNS has',
    apply: (definition, lab) => add(definition, { type: 'ClusterIP', clusterIp: String(lab.cluster.dnsServiceAddress) }),
  },
  'a Service has the last address of the service network': {
    path: 'services.new.clusterIp',
    reason: 'is the first or last address of the service network',
    apply: (definition, lab) => add(definition, { type: 'ClusterIP', clusterIp: String(lab.cluster.serviceCidr.last) }),
  },
  'a Service’s address is outside the service network': {
    path: 'services.new.clusterIp',
    reason: 'is outside the service network',
    apply: (definition, lab) => add(definition, { type: 'ClusterIP', clusterIp: after(lab.cluster.serviceCidr) }),
  },
  'two Services have one address': {
    path: 'services.new2.clusterIp',
    reason: 'is the address of services.new1 too',
    apply: (definition, lab) => {
      const clusterIp = String(lab.cluster.serviceCidr.at(7));
      // The first that has it is the one named.
      if (lab.services.some((service) => service.type === 'ClusterIP' && String(service.clusterIp) === clusterIp)) return false;
      add(definition, { type: 'ClusterIP', clusterIp }, 'new1');
      add(definition, { type: 'ClusterIP', clusterIp }, 'new2');
    },
  },
  'a Service’s address is not in the pool': {
    path: 'services.new.address',
    reason: "is not in the load balancer's pool",
    apply: (definition, lab) => add(definition, { type: 'LoadBalancer', address: String(lab.network.gateway) }),
  },
  'two Services have one address of the pool': {
    path: /^services\..*\.address$/,
    reason: 'too',
    apply: (definition, lab) => {
      // One that asks for none would be told that there is none left.
      for (const [name, { type }] of Object.entries(definition.services ?? {}))
        if (type === 'LoadBalancer') delete definition.services![name];
      const address = String(lab.loadBalancer.pool.first);
      add(definition, { type: 'LoadBalancer', address }, 'new1');
      add(definition, { type: 'LoadBalancer', address }, 'new2');
    },
  },
  'a node port is too low': {
    path: 'services.new.ports[0].nodePort',
    reason: 'is outside 30000-32767',
    apply: (definition) => add(definition, { type: 'NodePort', ports: [{ nodePort: 29999 }] }),
  },
  'two Services have one node port': {
    path: /^services\..*\.ports\[\d+\]\.nodePort$/,
    reason: 'is the node port of',
    apply: (definition) => {
      add(definition, { type: 'NodePort', ports: [{ nodePort: 30500 }] }, 'new1');
      add(definition, { type: 'NodePort', ports: [{ nodePort: 30500 }] }, 'new2');
    },
  },
  'a Service without node ports has one': {
    path: 'services.new.ports[0].nodePort',
    reason: 'is for a Service of type NodePort',
    apply: (definition) => add(definition, { type: 'ClusterIP', ports: [{ nodePort: 30500 }] }),
  },
  'two ports have one name': {
    path: 'services.new.ports[1].name',
    reason: 'is the name of another port',
    apply: (definition) =>
      add(definition, {
        type: 'ClusterIP',
        ports: [
          { name: 'a', port: 1 },
          { name: 'a', port: 2 },
        ],
      }),
  },
  'two ports have one number': {
    path: 'services.new.ports[1].port',
    reason: 'is the port of another port',
    apply: (definition) => add(definition, { type: 'ClusterIP', ports: [{ port: 1 }, { port: 1 }] }),
  },
  'a headless Service changes a port': {
    path: 'services.new.ports[0].port',
    reason: 'cannot lead to 8080',
    apply: (definition) => add(definition, { type: 'Headless', ports: [{ port: 80 }] }),
  },
  'a Service leads to a port nobody serves': {
    path: 'services.new.ports[0].targetPort',
    reason: 'is no port of the workload',
    apply: (definition) => add(definition, { type: 'ClusterIP', ports: [{ targetPort: 9000 }] }),
  },
  'a database has no headless Service': {
    path: 'workloads.new-db',
    reason: 'is a StatefulSet',
    apply: ({ workloads }) => void (workloads['new-db'] = { kind: 'postgres' }),
  },

  // dns
  'the name server asks itself': {
    path: 'dns.upstreams[0]',
    reason: 'a DNS loop',
    apply: ({ dns }, lab) => void (dns.upstreams = [String(lab.nameServer.address)]),
  },
  'the name server asks the cluster DNS': {
    path: 'dns.upstreams[0]',
    reason: 'a DNS loop',
    apply: ({ dns }, lab) => void (dns.upstreams = [String(lab.cluster.dnsServiceAddress)]),
  },
  'the cluster asks a node': {
    path: 'dns.clusterForwarders[0]',
    reason: 'a DNS loop',
    apply: ({ dns }, lab) => void (dns.clusterForwarders = [String(lab.controlPlane.address)]),
  },
  'the cluster asks a pod': {
    path: 'dns.clusterForwarders[0]',
    reason: 'a DNS loop',
    apply: ({ dns }, lab) => void (dns.clusterForwarders = [String(lab.cluster.podCidr.at(20))]),
  },
  'a zone is forwarded to a node': {
    path: 'dns.forwardZones.new.example[0]',
    reason: 'a DNS loop',
    apply: ({ dns }, lab) => void (dns.forwardZones = { 'new.example': [String(lab.workers[0]!.address)] }),
  },
  'an upstream’s address is no host’s': {
    path: 'dns.upstreams[0]',
    reason: 'is an address no host can have',
    apply: ({ dns }) => void (dns.upstreams = ['0.0.0.0']),
  },
  'the company zone is in the cluster domain': {
    path: 'dns.zone',
    reason: "hide each other's names",
    apply: ({ dns }, lab) => void (dns.zone = `company.${lab.cluster.dnsDomain}`),
  },
  'a zone that is forwarded holds the cluster domain': {
    path: /^dns\.forwardZones\./,
    reason: "hide each other's names",
    apply: ({ dns }, lab) => void (dns.forwardZones = { [lab.cluster.dnsDomain.split('.').at(-1)!]: ['9.9.9.9'] }),
  },
  'a zone that is forwarded is in the company’s': {
    path: /^dns\.forwardZones\./,
    reason: "is inside the company's own zone",
    apply: ({ dns }, lab) => void (dns.forwardZones = { [`new.${lab.dns.zone}`]: ['9.9.9.9'] }),
  },
  'a zone that is forwarded holds the company’s': {
    path: 'dns.forwardZones.internal',
    reason: "holds the company's own zone",
    apply: ({ dns }) => void (dns.forwardZones = { internal: ['9.9.9.9'] }),
  },
  'the network’s reverse zone is forwarded': {
    path: /^dns\.forwardZones\./,
    reason: 'the reverse zone of',
    apply: ({ dns }, lab) => void (dns.forwardZones = { [reverseZone(lab)]: ['9.9.9.9'] }),
  },
  'an ExternalName is one of the cluster': {
    path: 'services.new.externalName',
    reason: 'is a name of the cluster itself',
    apply: ({ services }, lab) =>
      void (services.new = { type: 'ExternalName', externalName: `db.default.svc.${lab.cluster.dnsDomain}` }),
  },
  'an ExternalName is missing in the company zone': {
    path: 'services.new.externalName',
    reason: 'is not in the company zone',
    apply: ({ services }, lab) => void (services.new = { type: 'ExternalName', externalName: `nobody.${lab.dns.zone}` }),
  },
  'a web site outside is in the company zone': {
    path: 'internet.sites',
    reason: "is inside the company's zone",
    apply: (definition, lab) => void (definition.internet = { ...definition.internet, sites: [`shop.${lab.dns.zone}`] }),
  },

  // capacity
  'the workers’ number is 21': {
    path: 'workers',
    reason: 'must be a whole number from 1 to 20',
    apply: (definition) => void Object.assign(definition, { workers: 21 }),
  },
  'the control plane has less memory than kubeadm wants': {
    path: 'controlPlane.memory',
    reason: 'kubeadm\'s check "Mem" wants 1700 MiB',
    apply: ({ controlPlane }) => void (controlPlane.memory = '1 GiB'),
  },
  'there are more pods than kubelets take': {
    path: 'workloads',
    reason: 'where kubelet takes at most 110',
    apply: ({ workers, workloads }) =>
      many(workers.length + 1).forEach((index) => (workloads[`new-${index}`] = { kind: 'api-tester', replicas: 100 })),
  },
  'the cluster asks sixteen servers': {
    path: 'dns.clusterForwarders',
    reason: 'CoreDNS takes at most 15',
    apply: ({ dns }) => void (dns.clusterForwarders = many(16).map((index) => `203.0.113.${index + 1}`)),
  },
  'there are hundreds of web sites': {
    path: 'internet.sites',
    reason: 'and takes at most 32',
    apply: (definition) =>
      void (definition.internet = {
        ...definition.internet,
        kind: 'simulated',
        sites: many(300).map((index) => `s${index}.example.com`),
      }),
  },
  'there is no worker': {
    path: 'workers',
    reason: 'must be 1 to 20',
    apply: (definition) => void (definition.workers = []),
  },
  'there are 21 workers': {
    path: 'workers',
    reason: 'must be 1 to 20',
    // Where they have no room either, that is what is said.
    apply: (definition, lab) => (lab.network.cidr.size < 64 ? false : void (definition.workers = many(21).map(() => ({})))),
  },
  'the pod network has one range': {
    path: 'cluster.podCidr',
    reason: 'has 0 node ranges',
    apply: ({ cluster }, { cluster: { podCidr, nodePodPrefix } }) =>
      void (cluster.podCidr = String(Cidr.containing(podCidr.first, nodePodPrefix))),
  },
  'the pod network has more ranges than Kubernetes takes': {
    path: 'cluster.podCidr',
    reason: 'has more than 2^16 node ranges',
    apply: ({ cluster }) => void Object.assign(cluster, { podCidr: '20.0.0.0/8', nodePodPrefix: 28 }),
  },
  'a node has fewer addresses than pods': {
    path: 'cluster.nodePodPrefix',
    reason: 'leaves 13 pod addresses on each node',
    apply: ({ cluster, workloads }) => {
      cluster.nodePodPrefix = 28;
      for (const index of many(4)) workloads[`new-${index}`] = { kind: 'api-tester', replicas: 100 };
    },
  },
  'the service network has fewer addresses than Services': {
    path: 'cluster.serviceCidr',
    reason: 'has 14 addresses for Services',
    apply: (definition, lab) => {
      definition.cluster.serviceCidr = around(lab.cluster.serviceCidr.first, 28, [28, 28]);
      for (const index of many(12)) add(definition, { type: 'NodePort' }, `new${index}`);
      // One with an address of the larger network would be told instead.
      for (const [name, service] of Object.entries(definition.services))
        if (service.type === 'ClusterIP') delete definition.services[name];
    },
  },
};
