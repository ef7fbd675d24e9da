import { ip, linkExists } from './namespace';
import type { LabPaths } from '../port/lab-paths';

/**
 * Does work that plugs machines into the lab's bridge, and has their ports forward at once. libvirt's bridges speak STP, which keeps a
 * new port silent for two delays of two seconds each, the least that Linux allows. There is no other bridge to find here.
 */
export async function withoutPortDelay<T>({ namespaces, bridge }: LabPaths, work: () => Promise<T>): Promise<T> {
  const speakStp = async (state: '0' | '1') => {
    if (await linkExists(namespaces.gateway, bridge))
      await ip(namespaces.gateway, 'link', 'set', 'dev', bridge, 'type', 'bridge', 'stp_state', state);
  };
  await speakStp('0');
  try {
    return await work();
  } finally {
    await speakStp('1');
  }
}
