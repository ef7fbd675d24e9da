import { resolveLab } from '../../../lib/model';
import { cniConfig, masqueradeRules } from '../../../lib/render';
import { machineNamed } from './machines';

const lab = resolveLab();

test.each([
  ['control-plane', '20.96.1.0/24'],
  ['worker-1', '20.96.2.0/24'],
  ['worker-2', '20.96.3.0/24'],
])('pods of %s get their addresses from %s', (name, subnet) => {
  const config = JSON.parse(cniConfig(lab, machineNamed(lab, name)));
  expect(config.plugins[0].ipam).toEqual({ type: 'host-local', ranges: [[{ subnet }]], routes: [{ dst: '0.0.0.0/0' }] });
});

test('pods hang on a bridge, keep their address in the lab, and may have host ports', () => {
  const config = JSON.parse(cniConfig(lab, lab.controlPlane));
  expect(config).toMatchObject({ cniVersion: '1.0.0', name: 'lab' });
  expect(config.plugins.map(({ type }: { type: string }) => type)).toEqual(['bridge', 'portmap']);
  expect(config.plugins[0]).toMatchObject({ bridge: 'cni0', isGateway: true, ipMasq: false, hairpinMode: true });
  expect(config.plugins[1].capabilities).toEqual({ portMappings: true });
});

test('a pod’s packets keep their source inside the lab and get the node’s on the way out, in this order', () => {
  expect(masqueradeRules(lab, machineNamed(lab, 'worker-1')).split('\n')).toEqual([
    '*nat',
    ':LAB-MASQUERADE - [0:0]',
    '-A POSTROUTING -s 20.96.2.0/24 -m comment --comment "pods leaving the lab" -j LAB-MASQUERADE',
    '-A LAB-MASQUERADE -d 192.168.56.1/32 -j MASQUERADE',
    '-A LAB-MASQUERADE -d 20.96.0.0/12 -j RETURN',
    '-A LAB-MASQUERADE -d 10.96.0.0/12 -j RETURN',
    '-A LAB-MASQUERADE -d 192.168.56.0/24 -j RETURN',
    '-A LAB-MASQUERADE -j MASQUERADE',
    'COMMIT',
    '',
  ]);
});
