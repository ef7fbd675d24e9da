/** The lesson's topology (see README, "Addresses"). Sizes are what an emulated cluster on two host cores stays healthy with. */
export const defaults = {
  name: 'lesson',
  network: { cidr: '192.168.56.0/24', gateway: '.1', client: '.10' },
  controlPlane: { name: 'control-plane', address: '.30', cpus: 2, memory: '3 GiB', disk: '10 GiB' },
  workerCount: 2,
  /** The workers take the free addresses from this one on. */
  worker: { firstAddress: '.31', cpus: 1, memory: '2 GiB', disk: '10 GiB' },
  nameServer: { name: 'name-server', address: '.50', cpus: 1, memory: '512 MiB', disk: '10 GiB' },
  cluster: {
    // Public address space, but the lesson's own figure; the plan warns about it.
    podCidr: '20.96.0.0/12',
    nodePodPrefix: 24,
    serviceCidr: '10.96.0.0/12',
    dnsDomain: 'cluster.local',
  },
  dns: { zone: 'company.internal' },
  loadBalancer: { pool: '.60' },
  // RFC 5737: 198.51.100.0/24 is the link to the outside, 203.0.113.0/24 the internet behind it.
  internet: {
    reach: 'public',
    link: '198.51.100.0/24',
    gateway: '.1',
    client: '.20',
    nameServer: '203.0.113.53',
    webServer: '203.0.113.80',
  },
  /** Where the internet's parts are when the lab's own ranges hold their usual places: RFC 5737, and RFC 2544 for measurements. */
  outside: ['198.51.100.0/24', '192.0.2.0/24', '203.0.113.0/24', '198.18.0.0/24', '198.18.1.0/24'],
  replicas: 2,
  workloads: { 'api-tester': { kind: 'api-tester' }, db: { kind: 'postgres' } },
  services: {
    'api-tester': { type: 'ClusterIP', workload: 'api-tester' },
    'api-tester-nodeport': { type: 'NodePort', workload: 'api-tester' },
    'api-tester-lb': { type: 'LoadBalancer', workload: 'api-tester' },
    'ext-github': { type: 'ExternalName', externalName: 'github.com' },
    'api-tester2': { type: 'Headless', workload: 'api-tester' },
    db: { type: 'Headless', workload: 'db' },
  },
  // The lesson's figure says 10.96.0.1, which Kubernetes keeps for itself; .100 is in the static band (KEP-3070).
  clusterIpOffset: 100,
  nodePort: 30080,
} as const;
