import { resolveLab } from '../../../lib/model';
import { serviceUrls } from '../../../lib/render';

const lab = resolveLab({
  workloads: { 'api-tester': { kind: 'api-tester' }, db: { kind: 'postgres' } },
  services: {
    inner: { type: 'ClusterIP' },
    web: {
      type: 'LoadBalancer',
      ports: [
        { port: 443, targetPort: 8443 },
        { port: 8080, targetPort: 8080 },
      ],
    },
    node: { type: 'NodePort', workload: 'db' },
    db: { type: 'Headless', workload: 'db' },
    outer: { type: 'ExternalName', externalName: 'github.com' },
  },
} as never);
const urls = (wanted: string): string[] =>
  serviceUrls(
    lab,
    lab.services.find(({ name }) => name === wanted)!,
  );

test.each(['inner', 'outer', 'db'])('nobody outside the cluster reaches %s', (name) => {
  expect(urls(name)).toEqual([]);
});

test('a published Service has a URL for each port, without the port where it is the usual one', () => {
  expect(urls('web').map((url) => url.replace(/[\d.]{7,}/, 'ADDRESS'))).toEqual(['https://ADDRESS', 'http://ADDRESS:8080']);
});

test('a port of the nodes has a URL on each of them', () => {
  expect(urls('node')).toEqual(
    ['30', '31', '32'].map((last) => expect.stringMatching(`^postgresql://192\\.168\\.56\\.${last}:3\\d{4}$`)),
  );
});
