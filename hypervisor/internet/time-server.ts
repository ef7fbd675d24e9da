import { join } from 'node:path';
import { tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import { inNamespace } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { commandLine, processesIn, startDetached } from '../processes/processes';

const program = join(__dirname, 'ntp-server.mjs');

/**
 * Starts what tells the lab's machines the host's time, at every address of the gateway: their bridge may come later. From the
 * uplink the gateway's rules keep it closed. Debian's time servers each throw the host's own off the machine when they are installed
 * (they conflict with `time-daemon`), so none of them serves here.
 */
export async function startTimeServer(paths: LabPaths): Promise<void> {
  const { gateway } = paths.namespaces;
  const log = join(paths.logs, 'time-server.log');
  const running = (await processesIn(gateway)).some((pid) => commandLine(pid).includes(program));
  if (!running) await startDetached(inNamespace(gateway, [process.execPath, program]), log);
  const [file, ...args] = inNamespace(gateway, ['ss', '-Hlun', 'sport', '=', '123']);
  await waitFor(
    async () => {
      const { stdout } = await tryRun(file!, args, { timeout: 10_000 });
      return { value: stdout.trim() === '' ? undefined : true, observation: 'nothing listens on its UDP port 123' };
    },
    { what: 'the time server of the lab to listen', deadline: 60, interval: 0.2, remedy: `its output is in ${log}` },
  );
}
