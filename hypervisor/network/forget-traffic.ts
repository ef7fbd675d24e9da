import { tryRun } from '../../host/run';
import { inNamespace, tryIp } from './namespace';
import type { LabPaths } from '../port/lab-paths';

/**
 * Makes the lab's network forget what was said through it: who has which address, translated connections, and open connections of the
 * lab's client and of the outside user. Machines that were brought back from an earlier moment know nothing of them.
 */
export async function forgetTraffic({ namespaces }: Pick<LabPaths, 'namespaces'>): Promise<void> {
  const { gateway, lan, outside } = namespaces;
  for (const namespace of [gateway, lan, outside]) {
    // The other end does not know the connection any more: who waits for it would wait for minutes (ss(8), --kill).
    await quietly(namespace, ['ss', '-HK', 'state', 'connected']);
    await quietly(namespace, ['conntrack', '--flush']);
    await tryIp(namespace, 'neigh', 'flush', 'all');
  }
}

/** A namespace without connections, and a kernel that cannot end them, are no fault: they end by themselves then. */
async function quietly(namespace: string, argv: readonly string[]): Promise<void> {
  const [file, ...args] = inNamespace(namespace, argv);
  await tryRun(file!, args, { timeout: 30_000 });
}
