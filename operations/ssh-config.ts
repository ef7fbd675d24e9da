import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { sshConfig } from '../lib/render/ssh-config-file';
import { notBuilt } from './connections/proxy-kubeconfig';
import type { Context } from './context';
import { proxyPort } from './kubeconfig';

/** Joins ssh with a machine through the proxy. */
const connectProgram = join(__dirname, 'connections', 'socks-connect.mjs');

/**
 * The machines as hosts of an ssh_config(5): through the lab's proxy, where it listens or usually would; directly behind a libvirt of the
 * user's own. @throws a lab fault where the lab has not been built
 */
export async function labSshConfig(context: Context): Promise<string> {
  const { lab, secrets } = context;
  const { sshKey, knownHosts } = secrets();
  if (!existsSync(sshKey)) throw notBuilt(lab.name);
  const { kind } = await context.hypervisor();
  const proxyCommand = [process.execPath, connectProgram, String(proxyPort(context)), '%h', '%p'];
  return sshConfig(lab, { sshKey, knownHosts, ...(kind === 'embedded' && { proxyCommand }) });
}
