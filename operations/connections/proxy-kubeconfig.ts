import { existsSync, readFileSync } from 'node:fs';
import { writeWhole } from '../../host/state-file';
import { labError } from '../../host/user-error';
import type { Context } from '../context';

/** The proxy's address as kubectl, curl and browsers take it. Go's programs leave names to a proxy of this scheme, as `socks5h` says. */
export const proxyUrl = (port: number): string => `socks5://127.0.0.1:${port}`;

/** Where the proxy listens unless another port is named (RFC 1928, section 3). */
export const defaultProxyPort = 1080;

interface Kubeconfig {
  readonly clusters: readonly { readonly name: string; readonly cluster: Readonly<Record<string, unknown>> }[];
}

/** A kubeconfig by which the cluster is reached through a proxy at a port of the loopback. */
export function throughProxy(kubeconfig: string, port: number): string {
  const config = JSON.parse(kubeconfig) as Kubeconfig;
  const clusters = config.clusters.map(({ name, cluster }) => ({ name, cluster: { ...cluster, 'proxy-url': proxyUrl(port) } }));
  return `${JSON.stringify({ ...config, clusters }, null, 2)}\n`;
}

/** A lab without secrets. */
export const notBuilt = (name: string) => labError(`the lab "${name}" has not been built`, { remedy: 'build it with ./lab up' });

/**
 * Writes the kubeconfig for programs outside the lab's network. Returns its path.
 * @throws a lab fault where the lab has not been built
 */
export function writeProxyKubeconfig({ lab, secrets }: Pick<Context, 'lab' | 'secrets'>, port: number): string {
  const { kubeconfig, proxyKubeconfig } = secrets();
  if (!existsSync(kubeconfig)) throw notBuilt(lab.name);
  writeWhole(proxyKubeconfig, throughProxy(readFileSync(kubeconfig, 'utf8'), port));
  return proxyKubeconfig;
}
