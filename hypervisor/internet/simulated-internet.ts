import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import type { Lab } from '../../lib/model';
import { inNamespace, ip } from '../namespace';
import type { Places } from '../places';
import { commandLine, endProcessesIn, processesIn, startDetached } from '../processes';
import { internetFiles, nameServersOf } from './zones';

const webServer = join(__dirname, 'web-server.mjs');

/** Gives the internet's namespace its addresses and servers: one program for names, and one web server for each site. */
export async function startSimulatedInternet(lab: Lab, places: Places, coredns: () => Promise<string>): Promise<void> {
  const namespace = places.namespaces.internet;
  const { sites } = lab.internet;
  for (const address of new Set([...nameServersOf(lab), ...sites.map((site) => site.address)].map(String))) {
    await ip(namespace, 'address', 'replace', `${address}/32`, 'dev', 'lo');
  }
  // Names or sites of an earlier definition are forgotten.
  if (writeChanged(places.internet, internetFiles(lab, places.internet))) await endProcessesIn([namespace]);
  const running = (await processesIn(namespace)).map((pid) => commandLine(pid).join(' '));
  const corefile = join(places.internet, 'Corefile');
  if (!running.some((line) => line.includes(corefile))) {
    await startDetached(inNamespace(namespace, [await coredns(), '-conf', corefile]), join(places.logs, 'internet-dns.log'));
  }
  for (const site of sites) {
    const words = [webServer, String(site.address), site.name];
    if (running.some((line) => line.includes(words.join(' ')))) continue;
    await startDetached(inNamespace(namespace, [process.execPath, ...words]), join(places.logs, `internet-${site.name}.log`));
  }
  await waitForServers(lab, places);
}

async function waitForServers(lab: Lab, places: Places): Promise<void> {
  const servers = [
    ...nameServersOf(lab).map((address) => `${address}:53`),
    ...lab.internet.sites.map(({ address }) => `${address}:80`),
  ];
  await waitFor(
    async () => {
      const [file, ...args] = inNamespace(places.namespaces.internet, ['ss', '-Hltn']);
      const { stdout } = await tryRun(file!, args, { timeout: 10_000 });
      const missing = servers.filter((server) => !stdout.includes(`${server} `));
      return { value: missing.length === 0 ? true : undefined, observation: `not listening: ${missing.join(', ')}` };
    },
    {
      what: 'the simulated internet to answer',
      deadline: 60,
      interval: 0.3,
      remedy: `its servers' output is in ${places.logs}`,
    },
  );
}

/** Writes files into a folder; says whether any was not there or was different. */
function writeChanged(folder: string, files: Readonly<Record<string, string>>): boolean {
  mkdirSync(folder, { recursive: true });
  const changed = Object.entries(files).filter(([name, text]) => {
    const file = join(folder, name);
    return !existsSync(file) || readFileSync(file, 'utf8') !== text;
  });
  for (const [name, text] of changed) writeFileSync(join(folder, name), text);
  return changed.length > 0;
}
