import { Toolbox } from '../../lib/constructs/toolbox';
import { images } from '../../lib/render';
import { only, synthesize } from './synthesis';

test('there is one toolbox on each worker, which does nothing until it is asked', () => {
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
  // No toleration, so none on the control plane.
  expect(spec.template.spec).not.toHaveProperty('toleration');
});
