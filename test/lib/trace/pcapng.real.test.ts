import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../../host/run';
import { pcapng } from '../../../lib/trace';
import { recorded } from './recorded';

// Needs tshark, of the Debian package of that name.
jest.setTimeout(120_000);

const capture = recorded('load-balancer-other-node');
const frames = capture.places.flatMap((place) => place.frames);
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pcapng-'));
  writeFileSync(
    join(folder, 'journey.pcapng'),
    pcapng(capture, (place, { flags }) => `${place}: ${flags}`),
  );
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What Wireshark reads of each packet, a field after the other. */
async function packets(...fields: string[]): Promise<string[][]> {
  const args = ['-n', '-r', join(folder, 'journey.pcapng'), '-T', 'fields', '-E', 'separator=;', '-E', 'occurrence=f'];
  const { stdout } = await run('tshark', [...args, ...fields.flatMap((field) => ['-e', field])]);
  return stdout.split('\n').map((line) => line.split(';'));
}

test('Wireshark reads every packet, each with the name of its interface and its comment', async () => {
  const read = await packets('frame.interface_name', 'frame.comment');
  expect(read).toHaveLength(frames.length);
  expect(read).toContainEqual(['outside eth0', 'outside: SYN']);
  expect(read).toContainEqual(['worker-2 eth0', 'worker-2: SYN']);
  for (const [name, comment] of read) expect(name!.startsWith(`${comment!.split(':')[0]} `)).toBe(true);
});

test('it finds nothing malformed, and the addresses before and after a translation', async () => {
  const read = await packets('_ws.malformed', 'frame.interface_name', 'ip.src', 'ip.dst', 'tcp.dstport', 'frame.time_epoch');
  expect(read.map(([malformed]) => malformed).filter(Boolean)).toEqual([]);
  const requests = read.map((fields) => fields.slice(1, 5).join(' '));
  expect(requests).toContain('worker-2 eth0 198.51.100.20 192.168.56.60 80');
  expect(requests).toContain('worker-2 eth0 192.168.56.32 20.96.2.4 8080');
  const times = read.map((fields) => Number(fields.at(-1)));
  expect(times).toEqual([...times].sort((one, other) => one - other));
});
