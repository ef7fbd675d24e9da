import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { providerOrigin, registryReachable } from '../../toolchain/provider-origin';

const reachable = () => Promise.resolve(true);
const unreachable = () => Promise.resolve(false);
const never = () => Promise.reject(new Error('the registry was asked'));

describe('where providers come from', () => {
  test('LAB_PROVIDERS decides, and nobody is asked', async () => {
    expect(await providerOrigin('terraform', { env: { LAB_PROVIDERS: 'mirror' }, previous: 'registry', reachable: never })).toBe(
      'mirror',
    );
    expect(await providerOrigin('terraform', { env: { LAB_PROVIDERS: 'registry' }, reachable: never })).toBe('registry');
  });

  test('a lab keeps to what it used before', async () => {
    expect(await providerOrigin('terraform', { env: {}, previous: 'mirror', reachable: never })).toBe('mirror');
  });

  test('otherwise the registry is used where it answers', async () => {
    expect(await providerOrigin('opentofu', { env: {}, reachable })).toBe('registry');
    expect(await providerOrigin('opentofu', { env: {}, reachable: unreachable })).toBe('mirror');
  });

  test('fails on any other word', async () => {
    await expect(providerOrigin('terraform', { env: { LAB_PROVIDERS: 'internet' } })).rejects.toThrow(
      'LAB_PROVIDERS is internet',
    );
  });
});

describe('whether a registry answers', () => {
  test('service discovery with a provider service is an answer', async () => {
    expect(await ask((_, response) => response.end('{"providers.v1":"/v1/providers/"}'))).toBe(true);
  });

  test.each<[string, RequestListener]>([
    ['a login page', (_, response) => response.end('<html>')],
    ['an error', (_, response) => response.writeHead(502).end('{"providers.v1":"/v1/providers/"}')],
    ['silence', () => undefined],
  ])('%s is none', async (_, listener) => {
    expect(await ask(listener)).toBe(false);
  });

  test('a closed port is none', async () => {
    expect(await registryReachable('terraform', 500, 'http://127.0.0.1:1')).toBe(false);
  });

  /** Asks a registry on loopback that answers as `listener` does. */
  async function ask(listener: RequestListener): Promise<boolean> {
    const server = createServer(listener);
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    try {
      return await registryReachable('terraform', 500, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  }
});
