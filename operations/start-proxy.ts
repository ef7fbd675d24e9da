import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../host/lab-files';
import { lastLinesOf } from '../host/last-lines';
import { projectRoot, typescript } from '../host/paths';
import { environmentError } from '../host/user-error';
import { waitFor } from '../host/wait';
import { startDetached } from '../hypervisor/processes/processes';
import { processStart } from '../host/process-start';
import { writeProxyKubeconfig } from './connections/proxy-kubeconfig';
import { runningProxies } from './connections/running-proxies';
import type { Context } from './context';
import type { OfferedProxy } from './proxy';

/** The command line of this checkout, for a process of its own. */
const commandLine = [typescript, join(projectRoot, 'cli', 'main.ts')];

/**
 * Starts a proxy from the lab's network that goes on when this program ends, until the lab is removed. One that runs already stays.
 * @param command for tests. Default: this checkout's own.
 */
export async function startProxy(
  context: Context,
  port: number,
  command: readonly string[] = commandLine,
): Promise<OfferedProxy> {
  const known = offered(context);
  if (known) return known;
  const log = labFiles(context.stateDir).proxyLog;
  const words = ['proxy', '--lab', context.lab.name, '--port', String(port)];
  const pid = await startDetached([...command, ...words], log);
  return waitFor(
    async () => {
      const found = offered(context);
      if (!found && processStart(pid) === undefined)
        throw environmentError(`the proxy has ended:\n${existsSync(log) ? lastLinesOf(log, 10) : ''}`, {
          remedy: './lab proxy --port PORT starts it by itself',
        });
      return { value: found, observation: 'it does not listen yet' };
    },
    { what: 'the proxy to listen', deadline: 120, interval: 0.2, remedy: `its output is in ${log}` },
  );
}

function offered(context: Context): OfferedProxy | undefined {
  const found = runningProxies(context).find(({ command, from }) => command === 'proxy' && from === 'lan');
  return found && { port: found.ports[0]!, from: 'lan', kubeconfig: writeProxyKubeconfig(context, found.ports[0]!) };
}
