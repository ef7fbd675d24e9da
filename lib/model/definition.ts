import { z } from 'zod';

/**
 * What a user may write, as one schema. TypeScript's types, the JSON Schema for editors and the check of a file come from it.
 * Every key is optional; `resolveLab` fills the rest and checks the whole.
 */
const text = (description: string, ...examples: string[]) => z.string().meta({ description, examples });
const integer = (description: string, minimum: number, maximum: number) =>
  // Bounds stand in the JSON Schema for editors; the resolver checks them with all other values.
  z.number().meta({ description, type: 'integer', minimum, maximum });
const host = 'Full, or its last part in the lab’s network (.30).';

export const limits = {
  cpus: [1, 64],
  workers: [1, 20],
  nodePodPrefix: [16, 28],
  apiTesterReplicas: [1, 100],
  postgresReplicas: [1, 20],
  port: [1, 65535],
  /** kubelet's `maxPods`, which the lab leaves as it is. */
  podsPerNode: 110,
  /** CoreDNS refuses more (plugin forward, `maxUpstreams`: https://coredns.io/plugins/forward/). */
  clusterForwarders: 15,
  /** Each web site of the simulated internet is a program of its own, of some 40 MiB. */
  sites: 32,
} as const;

const sizes = {
  cpus: integer('Virtual CPUs.', ...limits.cpus),
  memory: text('Memory, at least 384 MiB; of the control plane 1792 MiB.', '2 GiB', '2560 MiB'),
  disk: text('Size of the thin disk, at least 10 GiB.', '10 GiB'),
};

const machine = z
  .strictObject({
    name: text('Host name; for a node also its name in Kubernetes.', 'worker-1'),
    address: text(`IPv4 address. ${host}`, '.31', '192.168.56.31'),
    mac: text('MAC address. Default: 52:54:00 and the last three parts of the address.', '52:54:00:a8:38:1f'),
    ...sizes,
  })
  .partial();

const equalWorkers = z.strictObject({
  count: integer('How many.', ...limits.workers),
  ...z.strictObject(sizes).partial().shape,
});

const port = z
  .strictObject({
    name: text(
      'A DNS label. A port named https is served with the lab’s certificate. Default: http for 80, https for 443.',
      'http',
    ),
    port: integer('The port of the Service’s address.', ...limits.port),
    targetPort: integer(
      'The port the pods listen on. Default: what the workload serves under this name or number.',
      ...limits.port,
    ),
    nodePort: integer('The port of every node, for NodePort only. Default: the first free one from 30080.', 30000, 32767),
  })
  .partial();

const workload = z.strictObject({
  kind: z
    .enum(['api-tester', 'postgres'])
    .meta({ description: 'api-tester: an HTTP (8080) and HTTPS (8443) test server. postgres: a StatefulSet of PostgreSQL.' }),
  replicas: integer('How many pods. Default: 2.', ...limits.apiTesterReplicas).optional(),
});

const behind = {
  workload: text('The workload whose pods answer. Default: the one of the Service’s name, else the first.').optional(),
  ports: z.array(port).min(1).meta({ description: 'Default: the ports of the workload.' }).optional(),
};
const externalTrafficPolicy = z
  .enum(['Cluster', 'Local'])
  .meta({ description: 'Local keeps the client’s address and is answered by nodes with a pod only. Default: Cluster.' })
  .optional();

const service = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('ClusterIP'),
    ...behind,
    clusterIp: text(
      'A fixed address of the service network. Default: a free one of those kept for fixed addresses (KEP-3070).',
      '10.96.0.100',
    ).optional(),
  }),
  z.strictObject({ type: z.literal('NodePort'), ...behind, externalTrafficPolicy }),
  z.strictObject({
    type: z.literal('LoadBalancer'),
    ...behind,
    externalTrafficPolicy,
    address: text('An address of the load balancer’s pool. Default: the first free one.', '.60').optional(),
  }),
  z.strictObject({
    type: z.literal('ExternalName'),
    externalName: text('The DNS name outside that the Service’s name stands for.', 'github.com'),
  }),
  z.strictObject({ type: z.literal('Headless'), ...behind }),
]);

export const labDefinitionSchema = z
  .strictObject({
    name: text('Names the lab, its state folder, namespaces and machines: a DNS label of at most 12 characters.', 'lesson'),
    network: z
      .strictObject({
        cidr: text('The network the machines share, /8 to /29.', '192.168.56.0/24'),
        gateway: text(`The router to the outside. ${host} Default: the first address.`, '.1'),
        client: text(`A host on the network that is no machine of the lab: the vantage point "lan". ${host}`, '.10'),
      })
      .partial()
      .meta({ description: 'The network of the machines.' }),
    controlPlane: machine.meta({ description: 'The machine that runs the Kubernetes API.' }),
    workers: z.union([z.array(machine), integer('How many.', ...limits.workers), equalWorkers]).meta({
      description: '1 to 20 machines that run pods: a list, their number, or { count: 3, memory: 2 GiB }. Default: two.',
      examples: [3, { count: 3, memory: '2 GiB' }],
    }),
    nameServer: machine.meta({ description: 'The company’s DNS server, no node of the cluster.' }),
    cluster: z
      .strictObject({
        podCidr: text('The pod network. Every node gets one part of it.', '10.244.0.0/16'),
        nodePodPrefix: integer('The prefix length of a node’s part of the pod network.', ...limits.nodePodPrefix),
        serviceCidr: text('The network of the Services’ addresses, /12 to /28.', '10.96.0.0/12'),
        dnsDomain: text('The Kubernetes DNS domain.', 'cluster.local'),
      })
      .partial()
      .meta({ description: 'The ranges and names inside the cluster.' }),
    dns: z
      .strictObject({
        zone: text('The company’s zone.', 'company.internal'),
        records: z.record(z.string(), z.string()).meta({
          description: `More names of the zone, with or without the zone, each with its address. ${host}`,
          examples: [{ mail: '.70' }],
        }),
        upstreams: z
          .array(z.string())
          .min(1)
          .meta({
            description: `Where the name server sends all other questions. ${host} The simulated internet plays those outside the lab. Default: the gateway.`,
          }),
        clusterForwarders: z
          .array(z.string())
          .min(1)
          .meta({
            description: `Where the cluster’s CoreDNS sends what is not its own, at most 15. ${host} Default: the name server.`,
            maxItems: limits.clusterForwarders,
          }),
        forwardZones: z.record(z.string(), z.array(z.string()).min(1)).meta({
          description:
            'Zones the name server asks other servers for, each with their addresses. The simulated internet plays those outside the lab.',
          examples: [{ 'partner.example': ['203.0.113.53'] }],
        }),
      })
      .partial()
      .meta({ description: 'The company’s DNS.' }),
    loadBalancer: z
      .strictObject({
        pool: text('Addresses for Services of type LoadBalancer: one, FIRST-LAST, or a CIDR.', '.60', '.60-.69'),
      })
      .partial()
      .meta({ description: 'MetalLB in layer 2 mode.' }),
    internet: z
      .strictObject({
        kind: z
          .enum(['simulated', 'uplink'])
          .meta({ description: 'simulated: a small one of the lab’s own. uplink: this machine’s. Default: simulated.' }),
        reach: z.enum(['public', 'everything']).meta({
          description:
            'With an uplink of the lab’s own libvirt. public: no private or metadata address and nothing of this machine but its name servers. everything: all that this machine reaches. Default: public.',
        }),
        link: text('The network between the gateway and the outside, /8 to /29.', '198.51.100.0/24'),
        gateway: text('The gateway’s outer address, full or the last part in the link. Default: .1'),
        router: text('The router outside, full or the last part in the link. Default: the last host address.'),
        client: text('An outside user’s host, full or the last part in the link: the vantage point "outside". Default: .20'),
        nameServer: text('The simulated internet’s DNS server.', '203.0.113.53'),
        webServer: text('The simulated internet’s web server; external names have its address.', '203.0.113.80'),
        sites: z.array(z.string()).meta({ description: 'More names of web sites outside.', examples: [['example.com']] }),
      })
      .partial()
      .meta({ description: 'What lies behind the gateway.' }),
    hypervisor: z
      .strictObject({
        uri: text(
          'embedded (the lab’s own libvirt), system, or a libvirt URI (unix, ssh, tls). Default: a libvirt that answers, else embedded.',
        ),
        acceleration: z.enum(['kvm', 'emulation', 'tcg']).meta({
          description: 'kvm, or emulation, which QEMU calls tcg. Default: KVM where a guest really boots with it.',
        }),
        storage: text(
          'Folder on the hypervisor in which the lab makes one of its own for the machines’ disks. Default of a system libvirt: /var/lib/libvirt/images.',
          '/srv/labs',
        ),
      })
      .partial()
      .meta({ description: 'Where the machines run.' }),
    workloads: z.record(z.string(), workload).meta({ description: 'The pods behind the Services, by name.' }),
    services: z
      .record(z.string(), service)
      .meta({ description: 'The Services to show, by name. Given, they replace the default ones.' }),
  })
  .partial()
  .meta({ title: 'Lab definition', description: 'A Kubernetes network lab. Every key is optional.' });

/** What a user may say of a lab. Every key is optional; docs/configuration.md tells them all. */
export type LabDefinition = z.infer<typeof labDefinitionSchema>;
export type MachineDefinition = z.infer<typeof machine>;
export type ServiceDefinition = z.infer<typeof service>;
export type ServicePortDefinition = z.infer<typeof port>;
export type WorkloadDefinition = z.infer<typeof workload>;

/** Keys that are the file's own, for anchors and notes, as Docker Compose has them: they say nothing about the lab. */
export const isExtensionKey = (key: string): boolean => key.startsWith('x-');

/** JSON Schema (draft 2020-12) of a definition file, for completion in editors. */
export const labJsonSchema = (): object =>
  z.toJSONSchema(labDefinitionSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // Where the keys are known ones. A name of the user's choice may begin so, too.
      if (jsonSchema.additionalProperties === false) jsonSchema.patternProperties = { '^x-': {} };
    },
  });
