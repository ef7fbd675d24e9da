import { SecretsInput } from '../../../lib/constructs/inputs';
import { kubectlProvider, kubernetesManifest } from '../../../lib/constructs/kubernetes-manifest';
import { resolveLab } from '../../../lib/model';
import { only, resources, synthesize } from './synthesis';

test('the provider talks to the lab’s API with files read when Terraform runs, and to no other cluster', () => {
  const lab = resolveLab();
  const { provider, terraform } = synthesize((stack) => kubectlProvider(stack, lab, new SecretsInput(stack, lab.name)));
  expect(provider.kubectl).toEqual([
    {
      host: 'https://192.168.56.30:6443',
      cluster_ca_certificate: '${sensitive(trimspace(file("${var.secrets}/ca.crt")))}',
      client_certificate: '${sensitive(trimspace(file("${var.secrets}/admin.crt")))}',
      client_key: '${sensitive(trimspace(file("${var.secrets}/admin.key")))}',
      load_config_file: false,
      apply_retry_count: 60,
    },
  ]);
  expect(terraform.required_providers.kubectl).toEqual({ source: 'gavinbunney/kubectl', version: '1.19.0' });
});

test('an object is applied by the server, without fetching the API’s whole schema', () => {
  expect(
    only(
      synthesize((stack) => void kubernetesManifest(stack, 'object', { yaml: 'kind: A' })),
      'kubectl_manifest',
    ),
  ).toEqual({
    yaml_body: 'kind: A',
    apply_only: false,
    server_side_apply: true,
    force_conflicts: true,
    validate_schema: false,
  });
});

test('an adopted object outlives the lab, and one may wait for another', () => {
  const synthesized = synthesize((stack) => {
    const first = kubernetesManifest(stack, 'first', { yaml: 'kind: A', adopted: true });
    kubernetesManifest(stack, 'second', { yaml: 'kind: B', dependsOn: [first] });
  });
  expect(resources(synthesized, 'kubectl_manifest')).toEqual([
    expect.objectContaining({ apply_only: true }),
    expect.objectContaining({ apply_only: false, depends_on: ['kubectl_manifest.first'] }),
  ]);
});
