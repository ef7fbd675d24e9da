import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { parseDnsName } from './dns-name';
import { IpAddress } from './ip-address';
import type { IpRange } from './ip-range';
import type { Cluster } from './lab';
import type { Reader } from './reader';
import type { Service, Workload } from './service';
import { fixedServiceAddress } from './service-address';

/** The Services of the lesson; undefined where a part they need is faulty. */
export function readServices(
  definition: LabDefinition,
  reader: Reader,
  cluster: Cluster | undefined,
  pool: IpRange | undefined,
): Service[] | undefined {
  const given = definition.apiTester?.clusterIp;
  const clusterIp = reader.read('apiTester.clusterIp', () =>
    given ? IpAddress.parse(given) : cluster && fixedServiceAddress(cluster.serviceCidr),
  );
  const nodePort = definition.apiTester?.nodePort ?? defaults.apiTester.nodePort;
  const externalName = reader.read('externalName', () => parseDnsName(definition.externalName ?? defaults.externalName));
  if (!clusterIp || !externalName || !pool) return undefined;
  const http = { name: 'http', port: 80, targetPort: 8080 };
  const https = { name: 'https', port: 443, targetPort: 8443 };
  return [
    { type: 'ClusterIP', name: 'api-tester', workload: 'api-tester', clusterIp, ports: [http] },
    { type: 'NodePort', name: 'api-tester-nodeport', workload: 'api-tester', ports: [{ ...http, nodePort }] },
    { type: 'LoadBalancer', name: 'api-tester-lb', workload: 'api-tester', address: pool.first, ports: [http, https] },
    { type: 'ExternalName', name: 'ext-github', externalName },
    { type: 'Headless', name: 'api-tester2', workload: 'api-tester', ports: [{ ...http, port: 8080 }] },
    { type: 'Headless', name: 'db', workload: 'db', ports: [{ name: 'postgres', port: 5432, targetPort: 5432 }] },
  ];
}

/** The pods behind them. */
export function readWorkloads(definition: LabDefinition, reader: Reader): Workload[] {
  const replicas = {
    apiTester: reader.integer('apiTester.replicas', definition.apiTester?.replicas ?? defaults.apiTester.replicas, 1, 100),
    db: reader.integer('db.replicas', definition.db?.replicas ?? defaults.db.replicas, 1, 20),
  };
  return [
    { kind: 'api-tester', name: 'api-tester', replicas: replicas.apiTester },
    { kind: 'postgres', name: 'db', replicas: replicas.db },
  ];
}
