import { extraObject, patched, replacedService, specOf } from '../../../../dev/real-test/sabotages/cluster-changes';
import { resolveLab } from '../../../../lib/model';

const lab = resolveLab();
const service = (name: string) => lab.services.find((one) => one.name === name)!;

test('a Service comes back as the definition has it', () => {
  expect(specOf(service('api-tester'))).toMatchObject({
    ...{ type: 'ClusterIP', clusterIP: '10.96.0.100', selector: { app: 'api-tester' } },
    ports: [{ name: 'http', port: 80, targetPort: 8080, protocol: 'TCP' }],
  });
  expect(specOf(service('api-tester-nodeport'))).toMatchObject({ type: 'NodePort', ports: [{ nodePort: 30080 }] });
  expect(specOf(service('api-tester-lb'))).toMatchObject({ type: 'LoadBalancer', loadBalancerIP: '192.168.56.60' });
  expect(specOf(service('db'))).toMatchObject({ type: 'ClusterIP', clusterIP: 'None' });
  expect(specOf(service('ext-github'))).toEqual({ type: 'ExternalName', externalName: 'github.com' });
});

test('its address and type cannot be changed, so it is deleted and made again, both times', () => {
  const { break: broken, repair } = replacedService(service('db'), { type: 'ClusterIP' });
  const away = { kubectl: ['delete', 'service', 'db', '--ignore-not-found'] };
  expect(broken).toMatchObject([away, { input: expect.stringContaining('"spec":{"type":"ClusterIP"}') }]);
  expect(repair).toMatchObject([away, { input: expect.stringContaining('"clusterIP":"None"') }]);
});

test('a deleted one is only deleted', () => {
  expect(replacedService(service('db'), undefined).break).toHaveLength(1);
});

test('an object that is patched is patched back, in its namespace', () => {
  const object = { kind: 'service', name: 'kube-dns', namespace: 'kube-system' };
  const change = patched(object, { broken: { spec: 1 }, right: { spec: 2 } });
  const command = ['-n', 'kube-system', 'patch', 'service', 'kube-dns', '--type', 'merge', '-p'];
  expect(change).toEqual({ break: [{ kubectl: [...command, '{"spec":1}'] }], repair: [{ kubectl: [...command, '{"spec":2}'] }] });
});

test('an object more is removed, even if it was never made', () => {
  const made = extraObject({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'one', namespace: 'default' } });
  expect(made.repair).toEqual([{ kubectl: ['delete', '-n', 'default', 'resourcequota', 'one', '--ignore-not-found'] }]);
  const everywhere = extraObject({ apiVersion: 'v1', kind: 'ClusterRoleBinding', metadata: { name: 'one' } });
  expect(everywhere.repair).toEqual([{ kubectl: ['delete', 'clusterrolebinding', 'one', '--ignore-not-found'] }]);
});
