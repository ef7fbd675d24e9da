import { createServer as createHttpServer } from 'node:http';
import { createServer } from 'node:net';
import { checkClosed } from '../../../../lib/claims/checks/closed';
import { listen, loopback } from '../../fake-lab/loopback';

const from = { at: 'lan' } as const;

describe('a closed port', () => {
  test('fails to show a port closed that accepts connections', async () => {
    const web = createHttpServer((_request, response) => response.end('here'));
    const url = await listen(web);
    expect(await checkClosed(loopback, from, url)).toMatchObject({
      ok: false,
      final: true,
      evidence: `${url} accepted a connection`,
    });
    await new Promise((resolve) => web.close(resolve));
  });

  test('fails to show a port closed that accepts connections and hangs up', async () => {
    const rude = createServer((socket) => socket.destroy());
    const url = await listen(rude);
    expect(await checkClosed(loopback, from, url)).toMatchObject({ ok: false, final: true });
    await new Promise((resolve) => rude.close(resolve));
  });

  test('shows a port closed that refuses', async () => {
    const gone = createServer();
    const url = await listen(gone);
    await new Promise((resolve) => gone.close(resolve));
    expect(await checkClosed(loopback, from, url)).toMatchObject({ ok: true, evidence: `${url} refused` });
  });
});
