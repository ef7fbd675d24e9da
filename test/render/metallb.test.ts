import { parse } from 'yaml';
import { resolveLab } from '../../lib/model';
import { ipAddressPool, l2Advertisement, metallbKustomization, metallbManifest } from '../../lib/render';

test.each([
  ['.60', '192.168.56.60/32'],
  ['.60-.69', '192.168.56.60-192.168.56.69'],
  ['192.168.56.64/28', '192.168.56.64-192.168.56.79'],
])('the pool %s is given to MetalLB as %s', (pool, expected) => {
  expect(parse(ipAddressPool(resolveLab({ loadBalancer: { pool } })))).toEqual({
    apiVersion: 'metallb.io/v1beta1',
    kind: 'IPAddressPool',
    metadata: { name: 'lab', namespace: 'metallb-system' },
    spec: { addresses: [expected], avoidBuggyIPs: false },
  });
});

test('the pool is announced on the network', () => {
  expect(parse(l2Advertisement())).toMatchObject({
    kind: 'L2Advertisement',
    metadata: { namespace: 'metallb-system' },
    spec: { ipAddressPools: ['lab'] },
  });
});

describe('the kustomization', () => {
  const { resources, patches } = parse(metallbKustomization());
  const patchOf = (name: string) => parse(patches.find(({ target }: { target: { name: string } }) => target.name === name).patch);

  test('is over MetalLB’s own manifest', () => expect(resources).toEqual([metallbManifest]));

  test.each(['controller', 'speaker'])('%s survives a slow minute', (name) => {
    const { containers } = patchOf(name).spec.template.spec;
    expect(containers).toEqual([
      expect.objectContaining({ name, livenessProbe: { timeoutSeconds: 60, periodSeconds: 20, failureThreshold: 20 } }),
    ]);
  });

  test('speakers run on the workers only', () => {
    expect(patchOf('speaker')).toMatchObject({ kind: 'DaemonSet', spec: { template: { spec: { tolerations: null } } } });
    expect(patchOf('controller').spec.template.spec).not.toHaveProperty('tolerations');
  });
});
