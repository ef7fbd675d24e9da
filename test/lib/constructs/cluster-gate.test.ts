import { ClusterGate, type ClusterGateProps } from '../../../lib/constructs/cluster-gate';
import { SecretsInput } from '../../../lib/constructs/inputs';
import { resolveLab } from '../../../lib/model';
import { only, synthesize } from './synthesis';

const lab = resolveLab({ workers: [{ name: 'only' }] });
const gate = (props: Partial<ClusterGateProps> = {}) =>
  synthesize((stack) => void new ClusterGate(stack, 'gate', { lab, secrets: new SecretsInput(stack, lab.name), ...props }));
const provisioner = (props?: Partial<ClusterGateProps>) => only(gate(props), 'terraform_data').provisioner[0]['local-exec'];

test('it asks the API server for the nodes of the definition, with a deadline', () => {
  const { command } = provisioner({ deadlineSeconds: 60 });
  expect(command).toContain('--server https://192.168.56.30:6443 --nodes control-plane,only --deadline 60');
  expect(provisioner().command).toContain('--deadline 2700');
});

test('what differs from machine to machine is a variable, and nothing of it stands in the command', () => {
  expect(provisioner().environment).toEqual({ NODE: '${var.node}', SECRETS: '${var.secrets}' });
  expect(provisioner().command).toMatch(/^"\$NODE" assets\/.*\/wait-for-cluster\.mjs .* --secrets "\$SECRETS"$/);
  expect(gate().variable.node!.default).toBe('node');
});

test('it is passed again when a node or what it comes after is another one', () => {
  expect(only(gate({ after: ['machines'] }), 'terraform_data').triggers_replace).toEqual(['machines', 'control-plane', 'only']);
});
