import { Toolbox } from '../../../lib/constructs/toolbox';
import { images } from '../../../lib/render';
import { only, synthesize } from './synthesis';

test('there is one toolbox on each node, which does nothing until it is asked', () => {
  const { metadata, spec } = only(
    synthesize((stack) => void new Toolbox(stack, 'toolbox')),
    'kubernetes_daemonset',
  );
  expect(metadata).toEqual({ name: 'toolbox', namespace: 'default', labels: { app: 'toolbox' } });
  expect(spec.selector).toEqual({ match_labels: { app: 'toolbox' } });
  expect(spec.template.spec).toMatchObject({
    automount_service_account_token: false,
    termination_grace_period_seconds: 1,
    container: [{ name: 'toolbox', image: images.toolbox, image_pull_policy: 'IfNotPresent', command: ['sleep', 'infinity'] }],
  });
  // kubeadm keeps pods that do not say so off the control plane.
  expect(spec.template.spec.toleration).toEqual([
    { key: 'node-role.kubernetes.io/control-plane', operator: 'Exists', effect: 'NoSchedule' },
  ]);
});
