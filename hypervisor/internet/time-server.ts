import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import { inNamespace } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { commandLine, processesIn } from '../processes/processes';
import { openLowPorts, prepareServerFolder, publish, startServer } from './servers';

const program = join(__dirname, 'ntp-server.mjs');

/**
 * Starts what tells the lab's machines the host's time, at every address of the gateway: their bridge may come later. From the
 * uplink the gateway's rules keep it closed. Debian's time servers each throw the host's own off the machine when they are installed
 * (they conflict with `time-daemon`), so none of them serves here.
 */
export async function startTimeServer(paths: LabPaths): Promise<void> {
  const { gateway } = paths.namespaces;
  const log = join(paths.logs, 'time-server.log');
  const name = basename(program);
  const running = (await processesIn(gateway)).some((pid) => commandLine(pid).some((word) => basename(word) === name));
  if (!running) {
    await openLowPorts(gateway);
    prepareServerFolder(paths);
    publish(paths, { [name]: readFileSync(program, 'utf8') });
    await startServer(paths, gateway, { program: process.execPath, args: [join(paths.internet, name)], log });
  }
  const [file, ...args] = inNamespace(gateway, ['ss', '-Hlun', 'sport', '=', '123']);
  await waitFor(
    async () => {
      const { stdout } = await tryRun(file!, args, { timeout: 10_000 });
      return { value: stdout.trim() === '' ? undefined : true, observation: 'nothing listens on its UDP port 123' };
    },
    { what: 'the time server of the lab to listen', deadline: 60, interval: 0.2, remedy: `its output is in ${log}` },
  );
}
