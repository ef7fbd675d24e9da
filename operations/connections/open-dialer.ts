import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { usageError } from '../../host/user-error';
import type { Hypervisor } from '../../hypervisor';
import { type ConnectionOrigin, type Lab, nodes } from '../../lib/model';
import { loginUser } from '../../lib/render/user-data';
import type { Context } from '../context';
import type { LabSecrets } from '../secrets/lab-secrets';
import { Connector } from './connector';
import { type Dial, dialer } from './dialer';
import { NodeTunnel, type TunnelNode } from './node-tunnel';

/** A way to make connections with the running lab from this machine. */
export interface OpenDialer {
  readonly dial: Dial;
  /** Comes when it can make no more connections, because the lab has ended. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
}

/** @throws a usage fault for a place that there is not */
export function connectionOrigin(from: string, { kind }: Pick<Hypervisor, 'kind'>): ConnectionOrigin {
  if (from !== 'lan' && from !== 'outside')
    throw usageError(`--from ${from}: there is no such place`, { remedy: 'use lan or outside' });
  if (from === 'outside' && kind === 'system')
    throw usageError('--from outside: behind a libvirt of your own there is no outside user', { remedy: 'use lan' });
  return from;
}

/** Opens a way that begins at a vantage point. It is up to the caller that the lab runs. */
export async function openDialer(
  { lab, stateDir, secrets }: Pick<Context, 'lab' | 'stateDir' | 'secrets'>,
  hypervisor: Hypervisor,
  from: ConnectionOrigin,
): Promise<OpenDialer> {
  const log = labFiles(stateDir).proxyLog;
  mkdirSync(dirname(log), { recursive: true, mode: 0o700 });
  const connector = await Connector.start({
    command: (program, args) => hypervisor.unprivileged(from, program, args),
    // An outsider asks the name servers of the outside, which the place itself knows.
    nameServers: from === 'lan' ? [String(lab.nameServer.address)] : undefined,
    log,
  });
  const cluster = from === 'lan' ? nodeTunnel(lab, secrets(), connector) : undefined;
  return {
    dial: dialer(lab, from, { direct: connector, cluster }),
    ended: connector.ended,
    close: async () => {
      await cluster?.close();
      await connector.close();
    },
  };
}

const nodeTunnel = (lab: Lab, secrets: LabSecrets, connector: Connector): NodeTunnel =>
  new NodeTunnel({
    nodes: tunnelNodes(lab, readFileSync(secrets.knownHosts, 'utf8')),
    user: loginUser,
    privateKey: readFileSync(secrets.sshKey, 'utf8'),
    connect: (address, port) => connector.connect(address, port),
  });

/** The nodes with their host keys, workers first: the control plane has enough to do. */
export function tunnelNodes(lab: Lab, knownHosts: string): TunnelNode[] {
  const keys = new Map(
    knownHosts.split('\n').flatMap((line) => {
      const [names, , key] = line.split(' ');
      return key ? names!.split(',').map((name) => [name, key] as const) : [];
    }),
  );
  const [controlPlane, ...workers] = nodes(lab);
  return [...workers, controlPlane!].flatMap(({ name, address }) => {
    const hostKey = keys.get(String(address));
    return hostKey ? [{ name, address: String(address), hostKey }] : [];
  });
}
