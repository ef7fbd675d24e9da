import { SecretsInput } from '../../../lib/constructs/inputs';
import { kubernetesProvider, spreadOverNodes } from '../../../lib/constructs/kubernetes';
import { resolveLab } from '../../../lib/model';
import { synthesize } from './synthesis';

const lab = resolveLab();
const { provider, terraform } = synthesize((stack) => kubernetesProvider(stack, lab, new SecretsInput(stack, lab.name)));

test('the provider talks to the lab’s API with files read when Terraform runs, and reads no kubeconfig of the user’s', () => {
  expect(provider.kubernetes).toEqual([
    {
      host: 'https://192.168.56.30:6443',
      cluster_ca_certificate: '${sensitive(trimspace(file("${var.secrets}/ca.crt")))}',
      client_certificate: '${sensitive(trimspace(file("${var.secrets}/admin.crt")))}',
      client_key: '${sensitive(trimspace(file("${var.secrets}/admin.key")))}',
      load_config_file: false,
    },
  ]);
});

test('one exact version is asked for', () => {
  expect(terraform.required_providers.kubernetes).toEqual({ source: 'kubernetes', version: '1.13.4' });
});

test('pods of one application prefer different nodes', () => {
  expect(spreadOverNodes('db').podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution).toEqual([
    { weight: 100, podAffinityTerm: { topologyKey: 'kubernetes.io/hostname', labelSelector: [{ matchLabels: { app: 'db' } }] } },
  ]);
});
