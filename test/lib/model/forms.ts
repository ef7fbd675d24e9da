import type { LabDefinition } from '../../../lib/model';

/** Ways to write what could be written otherwise, too, by what is particular about them. */
export const forms: Readonly<Record<string, LabDefinition>> = {
  'workers by their number': { workers: 3 },
  'a number of equal workers': { workers: { count: 2, memory: '4 GiB', cpus: 2, disk: '20 GiB' } },
  'a host at the usual address of another': { controlPlane: { address: '.10' }, nameServer: { address: '.60' } },
  'a pool over usual addresses': { loadBalancer: { pool: '.1-.200' } },
  'a pool with blanks': { loadBalancer: { pool: '192.168.56.60 - 192.168.56.69' } },
  'a pool by its last number': { loadBalancer: { pool: '.60-69' } },
  'a pool as a part of the network': { loadBalancer: { pool: '.64/28' } },
  'a small network': { network: { cidr: '10.0.0.0/29' }, workers: 1 },
  'the outside where the lab is': { network: { cidr: '198.51.100.0/24' } },
  'public name servers': { dns: { upstreams: ['8.8.8.8', '1.1.1.1'], clusterForwarders: ['9.9.9.9', '.50'] } },
  'full names': { dns: { zone: 'acme.test.', records: { 'mail.acme.test': '.70', 'print.acme.test.': '.71' } } },
  'zones and sites with a final dot': {
    dns: { forwardZones: { 'partner.example.': ['9.9.9.9'] } },
    internet: { sites: ['example.com.'] },
    services: { out: { type: 'ExternalName', externalName: 'github.com.' } },
  },
  'ports by their number': { services: { web: { type: 'LoadBalancer', ports: [{ port: 443 }, { port: 80 }, { port: 8443 }] } } },
  'emulation in QEMU’s word': { hypervisor: { acceleration: 'tcg' } },
  'a workload without a Service': { workloads: { web: { kind: 'api-tester' }, spare: { kind: 'api-tester' } }, services: {} },
};
