import { execFile } from 'node:child_process';
import { type AddressInfo, type Server } from 'node:net';
import { resolveLab } from '../../../lib/model';
import type { Observation } from '../../../lib/probe';
import type { VerifyContext } from '../../../lib/verify';
import { FakeChanges } from './fake-changes';
import { fakeClock } from './fake-lab';

/** The real curl of this machine, from loopback to loopback. */
export const loopback: VerifyContext = {
  lab: resolveLab(),
  simulatedInternet: true,
  hostAddresses: [],
  clock: fakeClock(),
  changes: new FakeChanges(),
  alone: false,
  unique: () => 'unused',
  observe: (_key, take) => take(),
  invalidate: () => undefined,
  probe: {
    files: { caCertificate: '/dev/null' },
    kubectl: () => Promise.reject(new Error('no kubectl here')),
    exec: (_from, [file, ...args]) =>
      new Promise<Observation>((resolve) => {
        execFile(file!, args, { env: { ...process.env, http_proxy: 'http://127.0.0.1:1' } }, (error, stdout, stderr) =>
          resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr, command: 'curl', milliseconds: 0 }),
        );
      }),
  },
};

/** Lets a server listen, and returns its URL. */
export const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', () => resolve()));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
