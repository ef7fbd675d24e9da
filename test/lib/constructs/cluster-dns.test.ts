import { parse } from 'yaml';
import { ClusterDns } from '../../../lib/constructs/cluster-dns';
import { resolveLab } from '../../../lib/model';
import { corefile } from '../../../lib/render';
import { only, synthesize } from './synthesis';

test('the Corefile kubeadm made is taken over, and left in place when the lab is destroyed', () => {
  const lab = resolveLab();
  const manifest = only(
    synthesize((stack) => void new ClusterDns(stack, 'dns', { lab })),
    'kubectl_manifest',
  );
  expect(manifest.apply_only).toBe(true);
  expect(parse(manifest.yaml_body)).toMatchObject({
    kind: 'ConfigMap',
    metadata: { name: 'coredns', namespace: 'kube-system' },
    data: { Corefile: corefile(lab) },
  });
});
