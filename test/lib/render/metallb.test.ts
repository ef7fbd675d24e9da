import { parse } from 'yaml';
import { resolveLab } from '../../../lib/model';
import { ipAddressPool, l2Advertisement, metallbKustomization, metallbManifest } from '../../../lib/render';

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
  interface Patch {
    target: { kind: string; name?: string };
    patch: string;
  }
  const { resources, patches } = parse(metallbKustomization(resolveLab())) as { resources: string[]; patches: Patch[] };
  const all = patches.map(({ target, patch }) => ({ target, patch: parse(patch) }));
  const podOf = (name: string) =>
    all.find(({ target, patch }) => target.name === name && !Array.isArray(patch))!.patch.spec.template.spec;

  test('is over MetalLB’s own manifest', () => expect(resources).toEqual([metallbManifest]));

  test.each(['controller', 'speaker'])('%s survives a slow minute, and asks the API server at its own address', (name) => {
    expect(podOf(name).containers).toEqual([
      {
        name,
        livenessProbe: { timeoutSeconds: 60, periodSeconds: 20, failureThreshold: 20 },
        readinessProbe: { timeoutSeconds: 60, periodSeconds: 5, failureThreshold: 20 },
        env: [
          { name: 'KUBERNETES_SERVICE_HOST', value: '192.168.56.30' },
          { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
        ],
      },
    ]);
  });

  test('speakers run on the workers only', () => {
    expect(podOf('speaker').tolerations).toBeNull();
    expect(podOf('controller')).not.toHaveProperty('tolerations');
  });

  test('the webhook, which would refuse every pool for minutes, is neither asked nor run', () => {
    expect(all).toContainEqual({
      target: { kind: 'ValidatingWebhookConfiguration' },
      patch: expect.objectContaining({ $patch: 'delete', kind: 'ValidatingWebhookConfiguration' }),
    });
    expect(all).toContainEqual({
      target: { kind: 'Deployment', name: 'controller' },
      patch: [{ op: 'add', path: '/spec/template/spec/containers/0/args/-', value: '--webhook-mode=disabled' }],
    });
  });
});
