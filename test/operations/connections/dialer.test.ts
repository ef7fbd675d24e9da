import { PassThrough } from 'node:stream';
import { resolveLab } from '../../../lib/model';
import { ConnectError } from '../../../operations/connections/connect-error';
import { dialer } from '../../../operations/connections/dialer';

const lab = resolveLab();

/** Ways that write down what they were asked for. */
function ways(addresses: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  return {
    asked,
    direct: {
      resolve: async (name: string) => {
        asked.push(`resolve ${name}`);
        const address = addresses[name];
        if (!address) throw new ConnectError('unknown-name', name);
        return address;
      },
      connect: async (address: string, port: number) => {
        asked.push(`direct ${address}:${port}`);
        return new PassThrough();
      },
    },
    cluster: {
      open: async (address: string, port: number) => {
        asked.push(`node ${address}:${port}`);
        return new PassThrough();
      },
    },
  };
}

test('what is no destination is not asked for', async () => {
  const all = ways();
  await expect(dialer(lab, 'lan', all)('localhost', 80)).rejects.toMatchObject({ fault: 'not-allowed' });
  await expect(dialer(lab, 'lan', all)('::1', 80)).rejects.toMatchObject({ fault: 'not-allowed' });
  expect(all.asked).toEqual([]);
});

test('an outsider has no way by a node, to a Service’s address or from a name', async () => {
  const all = ways({ 'api-tester.default.svc.cluster.local': '10.96.0.100' });
  const dial = dialer(lab, 'outside', all);
  await dial('10.96.0.100', 80);
  await dial('20.96.1.2', 80);
  await dial('api-tester.default.svc.cluster.local', 80);
  expect(all.asked).toEqual([
    'direct 10.96.0.100:80',
    'direct 20.96.1.2:80',
    'resolve api-tester.default.svc.cluster.local',
    'direct 10.96.0.100:80',
  ]);
});

test('from the lab’s network, addresses of machines are direct and those within the cluster go by way of a node', async () => {
  const all = ways({ 'www.company.internal': '192.168.56.60', 'tester.company.internal': '10.96.0.100' });
  const dial = dialer(lab, 'lan', all);
  await dial('192.168.56.30', 6443);
  await dial('10.96.0.100', 80);
  await dial('20.96.1.2', 5432);
  await dial('www', 443);
  await dial('tester.company.internal', 80);
  expect(all.asked).toEqual([
    'direct 192.168.56.30:6443',
    'node 10.96.0.100:80',
    'node 20.96.1.2:5432',
    'resolve www.company.internal',
    'direct 192.168.56.60:443',
    'resolve tester.company.internal',
    'node 10.96.0.100:80',
  ]);
});

test('without a node the cluster’s names are unknown', async () => {
  const { direct } = ways();
  await expect(dialer(lab, 'lan', { direct })('db.default.svc', 5432)).rejects.toMatchObject({ fault: 'unknown-name' });
});
