/** The lesson's topology (see README, "Addresses"). Sizes are what an emulated cluster on two host cores stays healthy with. */
export const defaults = {
  name: 'lesson',
  network: { cidr: '192.168.56.0/24', gatewayOffset: 1, client: '.10' },
  controlPlane: { name: 'control-plane', address: '.30', cpus: 2, memoryMiB: 3072, diskGiB: 10 },
  workers: [
    { name: 'worker-1', address: '.31' },
    { name: 'worker-2', address: '.32' },
  ],
  worker: { cpus: 1, memoryMiB: 2048, diskGiB: 10 },
  nameServer: { name: 'name-server', address: '.50', cpus: 1, memoryMiB: 512, diskGiB: 10 },
  cluster: {
    // Public address space, but the lesson's own figure; the plan warns about it.
    podCidr: '20.96.0.0/12',
    nodePodPrefix: 24,
    serviceCidr: '10.96.0.0/12',
    dnsDomain: 'cluster.local',
  },
  dns: { zone: 'company.internal' },
  loadBalancer: { pool: '.60' },
  // The lesson's figure says 10.96.0.1, which Kubernetes keeps for itself; .100 is in the static band (KEP-3070).
  apiTester: { replicas: 2, clusterIpOffset: 100, nodePort: 30080 },
  db: { replicas: 2 },
  externalName: 'github.com',
  // RFC 5737: 198.51.100.0/24 is the link to the outside, 203.0.113.0/24 the internet behind it.
  internet: {
    gateway: '198.51.100.1',
    router: '198.51.100.254',
    client: '198.51.100.20',
    linkPrefix: 24,
    nameServer: '203.0.113.53',
    webServer: '203.0.113.80',
  },
} as const;
