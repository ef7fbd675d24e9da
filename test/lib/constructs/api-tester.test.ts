import { ApiTester } from '../../../lib/constructs/api-tester';
import { SecretsInput } from '../../../lib/constructs/inputs';
import { images } from '../../../lib/render';
import { addressOf, only, synthesize } from './synthesis';

const synthesized = synthesize(
  (stack) =>
    void new ApiTester(stack, 'workload', {
      workload: { kind: 'api-tester', name: 'api-tester', replicas: 2 },
      secrets: new SecretsInput(stack, 'lesson'),
    }),
);
const { metadata, spec } = only(synthesized, 'kubernetes_deployment');
const pod = spec.template.spec;

test('it is a Deployment whose pods its Services find', () => {
  expect(metadata).toEqual({ name: 'api-tester', namespace: 'default', labels: { app: 'api-tester' } });
  expect(spec).toMatchObject({
    replicas: '2',
    selector: { match_labels: { app: 'api-tester' } },
    template: { metadata: { labels: { app: 'api-tester' } } },
  });
});

test('each pod serves HTTP on 8080 and HTTPS on 8443', () => {
  expect(
    pod.container.map(({ name, args, port }: { name: string; args: string[]; port: object[] }) => ({ name, args, port })),
  ).toEqual([
    { name: 'http', args: ['netexec', '--http-port=8080', '--udp-port=-1'], port: [{ name: 'http', container_port: 8080 }] },
    {
      name: 'https',
      args: [
        'netexec',
        '--http-port=8443',
        '--udp-port=-1',
        '--tls-cert-file=/etc/api-tester/tls/tls.crt',
        '--tls-private-key-file=/etc/api-tester/tls/tls.key',
      ],
      port: [{ name: 'https', container_port: 8443 }],
    },
  ]);
});

test('a pod is ready when both servers answer, in their own scheme', () => {
  expect(pod.container.map(({ readiness_probe }: { readiness_probe: { http_get: object } }) => readiness_probe.http_get)).toEqual(
    [
      { path: '/hostname', port: '8080', scheme: 'HTTP' },
      { path: '/hostname', port: '8443', scheme: 'HTTPS' },
    ],
  );
});

test('the certificate comes from the lab’s secrets, which the JSON does not hold', () => {
  expect(only(synthesized, 'kubernetes_secret')).toEqual({
    metadata: { name: 'api-tester-tls', namespace: 'default' },
    type: 'kubernetes.io/tls',
    data: {
      'tls.crt': '${sensitive(trimspace(file("${var.secrets}/web.crt")))}',
      'tls.key': '${sensitive(trimspace(file("${var.secrets}/web.key")))}',
    },
  });
  expect(pod.volume).toEqual([
    { name: 'tls', secret: { secret_name: `\${${addressOf(synthesized, 'kubernetes_secret')}.metadata[0].name}` } },
  ]);
});

test('its image is in the node image, and is never asked for elsewhere', () => {
  for (const container of pod.container)
    expect(container).toMatchObject({ image: images.agnhost, image_pull_policy: 'IfNotPresent' });
});

test('its pods have no way into the API, and prefer different nodes', () => {
  expect(pod).toMatchObject({ automount_service_account_token: false, enable_service_links: false });
  expect(pod.affinity).toHaveProperty('pod_anti_affinity');
});
