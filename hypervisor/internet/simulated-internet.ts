import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import type { Lab } from '../../lib/model';
import { inNamespace, ip } from '../network/namespace';
import type { LabPaths } from '../port/lab-paths';
import { commandLine, endProcessesIn, processesIn } from '../processes/processes';
import { openLowPorts, prepareServerFolder, publish, startServer } from './servers';
import { internetFiles, nameServersOf } from './zones';

const webServer = join(__dirname, 'web-server.mjs');

/** Gives the internet's namespace its addresses and servers: one program for names, and one web server for each site. */
export async function startSimulatedInternet(lab: Lab, paths: LabPaths, coredns: () => Promise<string>): Promise<void> {
  const namespace = paths.namespaces.internet;
  const { sites } = lab.internet;
  for (const address of new Set([...nameServersOf(lab), ...sites.map((site) => site.address)].map(String))) {
    await ip(namespace, 'address', 'replace', `${address}/32`, 'dev', 'lo');
  }
  await openLowPorts(namespace);
  const files = { ...internetFiles(lab, paths.internet), [basename(webServer)]: readFileSync(webServer, 'utf8') };
  prepareServerFolder(paths);
  // Names or sites of an earlier definition are forgotten.
  if (publish(paths, files)) await endProcessesIn([namespace]);
  const running = (await processesIn(namespace)).map((pid) => commandLine(pid).join(' '));
  const corefile = join(paths.internet, 'Corefile');
  if (!running.some((line) => line.includes(corefile))) {
    const log = join(paths.logs, 'internet-dns.log');
    await startServer(paths, namespace, { program: await coredns(), args: ['-conf', corefile], log });
  }
  const script = join(paths.internet, basename(webServer));
  for (const site of sites) {
    const args = [script, String(site.address), site.name];
    if (running.some((line) => line.includes(args.join(' ')))) continue;
    await startServer(paths, namespace, { program: process.execPath, args, log: join(paths.logs, `internet-${site.name}.log`) });
  }
  await waitForServers(lab, paths);
}

async function waitForServers(lab: Lab, paths: LabPaths): Promise<void> {
  const servers = [
    ...nameServersOf(lab).map((address) => `${address}:53`),
    ...lab.internet.sites.map(({ address }) => `${address}:80`),
  ];
  await waitFor(
    async () => {
      const [file, ...args] = inNamespace(paths.namespaces.internet, ['ss', '-Hltn']);
      const { stdout } = await tryRun(file!, args, { timeout: 10_000 });
      const missing = servers.filter((server) => !stdout.includes(`${server} `));
      return { value: missing.length === 0 ? true : undefined, observation: `not listening: ${missing.join(', ')}` };
    },
    {
      what: 'the simulated internet to answer',
      deadline: 60,
      interval: 0.3,
      remedy: `its servers' output is in ${paths.logs}`,
    },
  );
}
