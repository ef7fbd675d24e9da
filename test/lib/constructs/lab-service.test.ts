import { LabService } from '../../../lib/constructs/lab-service';
import { IpAddress, type Service, type ServiceType } from '../../../lib/model';
import { only, synthesize } from './synthesis';

const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
const port = { name: 'http', port: 80, target_port: '8080', protocol: 'TCP' };
const selector = { app: 'api-tester' };
const pods = { name: 's', workload: 'api-tester', ports };

const cases: Record<ServiceType, [Service, object]> = {
  ClusterIP: [
    { ...pods, type: 'ClusterIP', clusterIp: IpAddress.parse('10.96.0.100') },
    { type: 'ClusterIP', cluster_ip: '10.96.0.100', selector, port: [port] },
  ],
  NodePort: [
    { ...pods, type: 'NodePort', externalTrafficPolicy: 'Cluster', ports: [{ ...ports[0]!, nodePort: 30080 }] },
    { type: 'NodePort', external_traffic_policy: 'Cluster', selector, port: [{ ...port, node_port: 30080 }] },
  ],
  LoadBalancer: [
    { ...pods, type: 'LoadBalancer', address: IpAddress.parse('192.168.56.60'), externalTrafficPolicy: 'Local' },
    { type: 'LoadBalancer', external_traffic_policy: 'Local', load_balancer_ip: '192.168.56.60', selector, port: [port] },
  ],
  ExternalName: [
    { type: 'ExternalName', name: 's', externalName: 'github.com' },
    { type: 'ExternalName', external_name: 'github.com' },
  ],
  Headless: [
    { ...pods, type: 'Headless' },
    { type: 'ClusterIP', cluster_ip: 'None', selector, port: [port] },
  ],
};

test.each(Object.keys(cases) as ServiceType[])('a Service of type %s has what its type needs and nothing else', (type) => {
  const [service, spec] = cases[type];
  const { metadata, spec: made } = only(
    synthesize((stack) => void new LabService(stack, 'service', { service })),
    'kubernetes_service',
  );
  expect(metadata).toEqual({ name: 's', namespace: 'default' });
  expect(made).toEqual(spec);
});
