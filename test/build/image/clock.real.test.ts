import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { clockWatch } from '../../../dev/real-test/clock-watch';
import { newIdentity } from '../../../hypervisor/ownership/identity';
import { waitFor } from '../../../host/wait';
import { ensureNamespace, ip, removeNamespace } from '../../../hypervisor/network/namespace';
import { type LabPaths, labPathsOf } from '../../../hypervisor/port/lab-paths';
import { endProcessesIn } from '../../../hypervisor/processes/processes';
import { startTimeServer } from '../../../hypervisor/internet/time-server';
import { bootFiles } from '../../../build/image/disk-image';
import { resolveLab } from '../../../lib/model';
import { Guest } from './guest';

// Needs root, QEMU, genisoimage, and in LAB_KERNEL the path of the node image's kernel, beside its disk.
jest.setTimeout(15 * 60_000);

const lab = resolveLab({ name: 'clocktest' });
const folder = mkdtempSync(join(tmpdir(), 'clock-'));
const paths: LabPaths = { ...labPathsOf(lab.name), logs: folder, runtime: folder, internet: join(folder, 'internet') };
const namespace = paths.namespaces.gateway;
const tap = 'tap-clock';
let guest: Guest;

/** Seconds the issue allows after a pause. */
const allowed = 10;
/** What is left after the step, which knows half a second, and before chrony has done the rest. */
const right = 1.5;

/** The seconds until the clock is right again. */
async function untilRight(): Promise<number> {
  const started = Date.now();
  const look = async () => {
    const ahead = await guest.ahead();
    return { value: Math.abs(ahead) < right ? true : undefined, observation: `${ahead.toFixed(1)} s ahead` };
  };
  await waitFor(look, { what: 'the clock to be right', deadline: 60, interval: 0.1 });
  return (Date.now() - started) / 1000;
}

/** chrony's view (chronyc(1), tracking): it follows the gateway. */
const followsGateway = () =>
  waitFor(
    async () => {
      const tracking = await guest.shell('chronyc -n -c tracking');
      const follows = tracking.includes(`,${lab.network.gateway},11,`) && tracking.endsWith(',Normal');
      return { value: follows ? true : undefined, observation: tracking };
    },
    { what: 'chrony to follow the gateway', deadline: 180, interval: 1 },
  );

const log = (unit: string): Promise<string> => guest.shell(`journalctl -u ${unit} -o cat --no-pager`);

const identity = newIdentity(lab.name);

beforeAll(async () => {
  await ensureNamespace(namespace, identity, {});
  await startTimeServer(paths);
  guest = await Guest.boot(lab, lab.nameServer, bootFiles(dirname(process.env.LAB_KERNEL!)), { folder, namespace, tap });
  await ip(namespace, 'address', 'add', `${lab.network.gateway}/${lab.network.cidr.prefix}`, 'dev', tap);
  await ip(namespace, 'link', 'set', tap, 'up');
});

afterAll(async () => {
  await guest?.end();
  await endProcessesIn([namespace]);
  await removeNamespace(namespace, identity);
  rmSync(folder, { recursive: true });
});

test('from its first boot on the machine follows the gateway’s clock', async () => {
  await followsGateway();
  expect(Math.abs(await guest.ahead())).toBeLessThan(right);
  expect(await guest.shell('systemctl is-enabled chrony clock-after-pause')).toBe('enabled\nenabled');
  expect(await guest.shell('systemctl list-units --failed --no-legend')).toBe('');
  // The gateway is the only one asked: no name of a public server is looked for.
  expect((await guest.shell('chronyc -n -c sources')).split('\n')).toEqual([expect.stringContaining(`,${lab.network.gateway},`)]);
});

test('after a pause of the machine its clock is right within seconds, set forward once, and followed again', async () => {
  const paused = 40;
  await guest.shell(`echo ${Buffer.from(clockWatch).toString('base64')} | base64 -d >/tmp/watch`);
  await guest.shell('(setsid bash /tmp/watch >/tmp/watched 2>&1 </dev/null &)');
  await guest.control('stop');
  await sleep(paused * 1000);
  await guest.control('cont');
  const took = await untilRight();
  expect(took).toBeLessThan(allowed);
  // What the test of a whole lab has each machine see for itself.
  const watched = await waitFor(
    async () => {
      const observation = await guest.shell('cat /tmp/watched');
      return { value: /^lost (\d+) wrong (\d+)$/.exec(observation) ?? undefined, observation };
    },
    { what: 'the watch to tell how long the clock was wrong', deadline: 60, interval: 1 },
  );
  expect(Math.abs(Number(watched[1]) - paused)).toBeLessThanOrEqual(2);
  expect(Number(watched[2]) / 100).toBeLessThan(allowed);
  expect((await log('clock-after-pause')).match(/set forward by about \d+ s/g)).toEqual([
    expect.stringMatching(/about (39|40|41|42) s/),
  ]);
  await followsGateway();
});

test('a clock that two days have passed by is right within seconds', async () => {
  // What a pause of two days leaves: the hardware clock right, the system's behind.
  await guest.shell("date --utc --set='-2 days'");
  const took = await untilRight();
  expect(took).toBeLessThan(allowed);
  await followsGateway();
  expect(Math.abs(await guest.ahead())).toBeLessThan(right);
});

test('a clock that is ahead is not set back', async () => {
  await guest.shell("date --utc --set='+1 hour'");
  await sleep(15_000);
  // chrony makes it slower, by a twelfth at most (maxslewrate of chrony.conf(5)).
  expect(await guest.ahead()).toBeGreaterThan(3590);
});
