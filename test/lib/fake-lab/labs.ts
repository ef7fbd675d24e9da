import type { LabDefinition } from '../../../lib/model';

/** Labs of every shape the model accepts, by what is particular about them. */
export const labs: Readonly<Record<string, LabDefinition>> = {
  'the default topology': {},
  'one worker and one replica': {
    workers: [{ name: 'only' }],
    workloads: { 'api-tester': { kind: 'api-tester', replicas: 1 }, db: { kind: 'postgres', replicas: 1 } },
  },
  'other addresses and names': {
    network: { cidr: '10.9.8.0/24' },
    dns: { zone: 'acme.test', records: { mail: '.70', old: '198.51.100.77' } },
  },
  'three workers and many replicas': {
    workers: [{}, {}, {}],
    workloads: { 'api-tester': { kind: 'api-tester', replicas: 5 }, db: { kind: 'postgres', replicas: 11 } },
  },
  'several Services of each type': {
    loadBalancer: { pool: '.60-.69' },
    workloads: {
      shop: { kind: 'api-tester', replicas: 2 },
      search: { kind: 'api-tester', replicas: 1 },
      orders: { kind: 'postgres', replicas: 2 },
      stock: { kind: 'postgres', replicas: 1 },
    },
    services: {
      'shop-in': { type: 'ClusterIP', workload: 'shop', ports: [{ name: 'http' }, { name: 'https' }] },
      'search-in': { type: 'ClusterIP', workload: 'search', ports: [{ name: 'web', port: 81 }] },
      'orders-in': { type: 'ClusterIP', workload: 'orders' },
      'shop-port': { type: 'NodePort', workload: 'shop', ports: [{ name: 'http' }, { name: 'https' }] },
      'search-port': { type: 'NodePort', workload: 'search', externalTrafficPolicy: 'Local' },
      'orders-port': { type: 'NodePort', workload: 'orders', ports: [{ nodePort: 30085 }] },
      'stock-port': { type: 'NodePort', workload: 'stock', externalTrafficPolicy: 'Local' },
      'shop-out': { type: 'LoadBalancer', workload: 'shop', externalTrafficPolicy: 'Local' },
      'search-out': { type: 'LoadBalancer', workload: 'search', ports: [{ name: 'closed', port: 65535 }] },
      'orders-out': { type: 'LoadBalancer', workload: 'orders', address: '.69' },
      forge: { type: 'ExternalName', externalName: 'github.com' },
      partner: { type: 'ExternalName', externalName: 'shop.partner.example' },
      pages: { type: 'ExternalName', externalName: 'intranet.company.internal' },
      gate: { type: 'ExternalName', externalName: 'gateway.company.internal' },
      'shop-pods': {
        type: 'Headless',
        workload: 'shop',
        ports: [
          { name: 'http', port: 8080 },
          { name: 'https', port: 8443 },
        ],
      },
      orders: { type: 'Headless', workload: 'orders' },
      'orders-again': { type: 'Headless', workload: 'orders' },
      stock: { type: 'Headless', workload: 'stock' },
      'shop-local': { type: 'NodePort', workload: 'shop', externalTrafficPolicy: 'Local', ports: [{ nodePort: 30070 }] },
      'search-local': {
        type: 'LoadBalancer',
        workload: 'search',
        externalTrafficPolicy: 'Local',
        address: '.68',
        ports: [{ port: 80 }, { port: 81 }],
      },
    },
    dns: { forwardZones: { 'partner.example': ['203.0.113.53'] } },
  },
  'no Service but an ExternalName': { workloads: {}, services: { forge: { type: 'ExternalName', externalName: 'github.com' } } },
  'databases only': {
    workloads: { db: { kind: 'postgres', replicas: 2 } },
    services: { db: { type: 'Headless' }, 'db-in': { type: 'ClusterIP', workload: 'db' } },
  },
  'a headless Service alone': {
    workloads: { web: { kind: 'api-tester', replicas: 2 } },
    services: { 'web-pods': { type: 'Headless', workload: 'web' } },
  },
  'no ExternalName': { services: { 'api-tester': { type: 'ClusterIP', workload: 'api-tester' }, db: { type: 'Headless' } } },
  'the internet of this machine': { internet: { kind: 'uplink' } },
  'a cluster that asks the gateway for names': { dns: { clusterForwarders: ['.1'] } },
  'public name servers': { dns: { upstreams: ['8.8.8.8', '1.1.1.1'] } },
  'a cluster that asks a public name server': {
    dns: { clusterForwarders: ['8.8.8.8'], forwardZones: { 'partner.example': ['203.0.113.53'] } },
    services: {
      forge: { type: 'ExternalName', externalName: 'github.com' },
      partner: { type: 'ExternalName', externalName: 'shop.partner.example' },
      pages: { type: 'ExternalName', externalName: 'intranet.company.internal' },
    },
  },
  'a cluster that asks somebody on the network': { dns: { clusterForwarders: ['.77', '.50'] } },
  'a record that shadows a public name': { dns: { records: { 'github.com': '.70', 'mail.company.internal': '.71' } } },
  'a workload without a Service': {
    workloads: { 'api-tester': { kind: 'api-tester' }, db: { kind: 'postgres' }, web: { kind: 'api-tester', replicas: 1 } },
  },
  'ports by their number': { services: { w: { type: 'LoadBalancer', ports: [{ port: 80 }, { port: 443 }] } } },
  'hosts that stepped aside': {
    controlPlane: { address: '.10' },
    workers: [{ address: '.11' }, { address: '.12' }],
    loadBalancer: { pool: '.40-.70' },
  },
};
