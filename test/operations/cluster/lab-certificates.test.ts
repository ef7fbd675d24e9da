import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labCertificates } from '../../../operations/cluster/lab-certificates';
import type { Context } from '../../../operations/context';
import { resolveLab } from '../../../lib/model';
import { ensureSecrets, type LabSecrets } from '../../../operations/secrets/lab-secrets';

let state: string;
let secrets: LabSecrets;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'certificates-'));
  secrets = await ensureSecrets(resolveLab(), state);
});
afterAll(() => rmSync(state, { recursive: true }));

/** A lab whose API server is at a port of this machine. */
const contextAt = (port: number): Context =>
  ({
    lab: resolveLab(),
    secrets: () => secrets,
    hypervisor: async () => ({
      command: (_from: string, argv: readonly string[]) =>
        argv.map((word) => word.replace('192.168.56.30:6443', `127.0.0.1:${port}`)),
    }),
  }) as unknown as Context;
const own = ['admin.crt', 'ca.crt', 'web.crt'];
const names = async (port: number, running: boolean) => Object.keys(await labCertificates(contextAt(port), { running })).sort();

test('where the cluster does not run, or does not answer, there are those of the secrets', async () => {
  expect(await names(1, false)).toEqual(own);
  expect(await names(1, true)).toEqual(own);
});

test('the API server’s is the one that it shows, whether it is trusted or not', async () => {
  const server = createServer({ cert: secrets.read('web.crt'), key: secrets.read('web.key') }, (_request, response) =>
    response.end(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const found = await labCertificates(contextAt((server.address() as AddressInfo).port), { running: true });
    expect(Object.keys(found).sort()).toEqual([...own, 'of the API server'].sort());
    expect(found['of the API server']).toBe(secrets.read('web.crt'));
  } finally {
    server.close();
  }
});
