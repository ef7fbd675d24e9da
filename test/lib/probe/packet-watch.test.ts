import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startScript } from '../../../lib/probe/packet-watch-scripts';
import { beginWatch, endWatch, InconclusiveError, type PacketWatch, type Probe, readWatch } from '../../../lib/probe';

let folder: string;
let id: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'packet-watch-'));
  id = `lab-${folder.slice(-6).toLowerCase()}`;
  program('sudo', 'exec "$@"');
  program('ip', 'echo "[]"');
  program(
    'tcpdump',
    'echo "tcpdump: listening on any" >&2; printf pcap; trap "echo 0 packets dropped by kernel >&2; exit" TERM; sleep 60 & wait',
  );
  program('xtables-monitor', 'printf "PACKET\\n"; exec sleep 60');
  program('conntrack', 'exec sleep 60');
  // The table is a file.
  program(
    'nft',
    `case "$1 $2" in '-f -') cat >${folder}/table ;; 'delete table') rm ${folder}/table ;; *) cat ${folder}/table ;; esac`,
  );
});
afterEach(async () => {
  await endWatch(here(), { id, at: machine });
  rmSync(folder, { recursive: true });
});

const machine = { at: 'machine', name: 'worker-1' } as const;
const watch = (changes: Partial<PacketWatch> = {}): PacketWatch => ({
  ...{ id, at: machine, filter: 'udp port 53', pods: [], rules: ['tcp sport 20000'] },
  ...changes,
});

function program(name: string, text: string): void {
  writeFileSync(join(folder, name), `#!/bin/bash\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
}

/** Runs the scripts here, with programs that pretend to watch. */
const here = (): Probe => ({
  files: { caCertificate: '' },
  kubectl: () => Promise.reject(new Error('not needed')),
  exec: (_from, [file, ...args]) => {
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    const { status, stdout, stderr } = spawnSync(file!, args, { env, encoding: 'utf8', timeout: 30_000 });
    return Promise.resolve({ exitCode: status ?? -1, stdout, stderr, command: file!, milliseconds: 1 });
  },
});

/** Waits until the program that writes a file of the watch has ended. */
async function untilEnded(file: string): Promise<void> {
  const lines = readFileSync(`/tmp/${id}-worker-1/pids`, 'utf8').split('\n');
  const pid = lines.find((line) => line.endsWith(` ${file}`))!.split(' ')[0]!;
  const end = Date.now() + 20_000;
  while (existsSync(`/proc/${pid}/exe`) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 50));
}

const rules = (): string => (existsSync(join(folder, 'table')) ? readFileSync(join(folder, 'table'), 'utf8') : '');

describe('a watch', () => {
  test('is on once it has begun, is read, and leaves nothing', async () => {
    await beginWatch(here(), watch());
    expect(rules()).toContain(`table ip ${id}-worker-1 {`);
    expect(rules()).toContain('tcp sport 20000 meta nftrace set 1;');
    const files = await readWatch(here(), watch());
    expect(files.get('host.pcap')?.toString()).toBe('pcap');
    expect(files.get('host.pcap.err')?.toString()).toContain('0 packets dropped by kernel');
    expect(files.get('rules.out')?.toString()).toBe('PACKET\n');
    expect((await endWatch(here(), watch())).exitCode).toBe(0);
    expect(rules()).toBe('');
    expect(existsSync(`/tmp/${id}-worker-1`)).toBe(false);
  });

  test('ends as well when it was never read, and twice is fine', async () => {
    await beginWatch(here(), watch());
    for (let times = 0; times < 2; times += 1) expect((await endWatch(here(), watch())).exitCode).toBe(0);
    expect(rules()).toBe('');
  });

  test('traces no rules where none are asked for', async () => {
    await beginWatch(here(), watch({ rules: undefined }));
    expect(rules()).toBe('');
    expect((await readWatch(here(), watch())).has('rules.out')).toBe(false);
  });

  test('that cannot add its rules is none, and says why', async () => {
    program('nft', 'echo "nft: no such hook" >&2; exit 1');
    const begun = beginWatch(here(), watch());
    await expect(begun).rejects.toThrow(InconclusiveError);
    await expect(begun).rejects.toThrow('machine worker-1 could not be watched: nft: no such hook');
  });

  test('that was never begun, or has been removed, cannot be read', async () => {
    const read = readWatch(here(), watch({ id: 'lab-never' }));
    await expect(read).rejects.toThrow(InconclusiveError);
    await expect(read).rejects.toThrow('what machine worker-1 watched could not be read: it was removed before it was read');
  });

  test('whose program ended before it was read shows nothing, and says which', async () => {
    program('conntrack', 'echo "no such device" >&2');
    await beginWatch(here(), watch());
    await untilEnded('conntrack.out');
    await expect(readWatch(here(), watch())).rejects.toThrow('conntrack.out ended too early: no such device');
  });

  test('removes itself where nobody ends it', async () => {
    program('tcpdump', 'echo "tcpdump: listening on any" >&2; sleep 60');
    const words = [`${id}-worker-1`, '6', 'udp', '', 'rules', 'tcp sport 20000'];
    expect((await here().exec(machine, ['bash', '-c', startScript, ...words])).exitCode).toBe(0);
    expect(rules()).not.toBe('');
    const end = Date.now() + 20_000;
    while (existsSync(`/tmp/${id}-worker-1`) && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(existsSync(`/tmp/${id}-worker-1`)).toBe(false);
    expect(rules()).toBe('');
  });

  test('without a name of its own removes nothing', () => {
    expect(() => endWatch(here(), { id: '../etc', at: machine })).toThrow('"../etc" cannot name a watch');
  });
});
