import { capacityText } from '../../cli/output/capacity-text';
import { writeJson } from '../../host/state-file';
import { newBenchFiles } from '../../operations/bench-records';
import { hostCapacity } from '../../operations/capacity';
import { record } from '../lib/bench/bench-records.fixture';
import { FakeCache } from './ready/fake-ready';
import { RunningLab } from './running-lab';

let cache: FakeCache;
let running: RunningLab;
beforeEach(() => {
  cache = new FakeCache();
  running = new RunningLab();
});
afterEach(() => [cache, running].forEach((each) => each.remove()));

const processors = async () => {
  const { capacities } = await hostCapacity(running.context);
  return capacities[0]!.limits.find(({ resource }) => resource === 'processors')!.why;
};

test('this machine has memory, disk and processors, and each says how many labs it carries', async () => {
  const { room, capacities } = await hostCapacity(running.context);
  expect(room).toMatchObject({ acceleration: 'emulation' });
  expect(room.memoryMiB).toBeGreaterThan(0);
  expect(room.diskMiB).toBeGreaterThan(0);
  expect(capacities.map(({ begin }) => begin)).toEqual(['cold', 'ready']);
  for (const { labs, limits } of capacities) expect(labs).toBe(Math.min(...limits.map((limit) => limit.labs!)));
});

test('the last measurement on this machine counts, unless its guests ran otherwise', async () => {
  expect(await processors()).toContain('another host');
  writeJson(newBenchFiles(new Date('2026-11-28T10:00:00Z')).record, record);
  expect(await processors()).toContain('measured here on 2026-11-28');
  const kvm = { ...record, host: { ...record.host, acceleration: 'kvm' } };
  writeJson(newBenchFiles(new Date('2026-11-28T11:00:00Z')).record, kvm);
  expect(await processors()).toContain('another host');
});

test('a libvirt of another machine is refused, because nothing of that machine is seen', async () => {
  Object.assign(running.hypervisor, { uri: 'qemu+ssh://root@elsewhere/system' });
  await expect(hostCapacity(running.context)).rejects.toThrow('runs on another machine');
});

test('people are told what ends first', async () => {
  const text = capacityText({
    room: { memoryMiB: 20_000, diskMiB: 50_000, processors: 2, acceleration: 'emulation' },
    capacities: [
      {
        begin: 'cold',
        labs: 1,
        because: 'processors',
        limits: [
          { resource: 'memory', perLab: 8068, available: 20_000, labs: 2, why: 'what its machines may fill' },
          { resource: 'processors', perLab: 1.31, available: 2, labs: 1, why: 'as measured' },
        ],
      },
    ],
  });
  expect(text).toMatch(/built anew +memory +7\.9 GiB +19\.5 GiB +2 +what its machines may fill/);
  expect(text).toMatch(/built anew +processors +1\.31 +2\.00 +1 +as measured/);
  expect(text).toContain('One lab built anew at once: processors end first.');
});
