import fc from 'fast-check';
import { capacityOf, type HostRoom } from '../../../lib/capacity';
import { machines, resolveLab } from '../../../lib/model';

const plenty: HostRoom = { memoryMiB: 1e6, diskMiB: 1e7, processors: 1000, acceleration: 'emulation' };
const lab = resolveLab();

test('the resource that ends first says how many labs there are', () => {
  const memory = machines(lab).reduce((sum, { memoryMiB }) => sum + memoryMiB + 100, 0);
  const [cold, ready] = capacityOf(lab, { ...plenty, memoryMiB: 2.5 * memory });
  expect(cold).toMatchObject({ begin: 'cold', labs: 2, because: 'memory' });
  expect(ready).toMatchObject({ begin: 'ready', labs: 2, because: 'memory' });
});

test('labs that begin with a ready one need less disk', () => {
  const [cold, ready] = capacityOf(lab, { ...plenty, diskMiB: 15 * 1024 });
  expect(cold).toMatchObject({ labs: 1, because: 'disk' });
  expect(ready!.labs).toBeGreaterThan(10);
});

test('a machine that is full carries none, and never fewer', () => {
  for (const { labs } of capacityOf(lab, { ...plenty, processors: 0 })) expect(labs).toBe(0);
  for (const { labs } of capacityOf(lab, { ...plenty, memoryMiB: 10 })) expect(labs).toBe(0);
});

test('what is not known does not limit, and is told', () => {
  const [cold] = capacityOf(lab, { ...plenty, acceleration: 'kvm', processors: 0 });
  expect(cold!.labs).toBeGreaterThan(0);
  const processors = cold!.limits.find(({ resource }) => resource === 'processors')!;
  expect([processors.labs, processors.perLab]).toEqual([undefined, undefined]);
  expect(processors.why).toContain('./lab bench');
});

test('more of everything never carries fewer labs, and more workers never more', () => {
  const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(amount, amount, fc.double({ min: 0, max: 64, noNaN: true }), (memoryMiB, diskMiB, processors) => {
      const room: HostRoom = { memoryMiB, diskMiB, processors, acceleration: 'emulation' };
      const larger = { ...room, memoryMiB: memoryMiB * 2, diskMiB: diskMiB * 2, processors: processors * 2 };
      const wider = resolveLab({ workers: 5 });
      for (const [index, { labs }] of capacityOf(lab, room).entries()) {
        expect(capacityOf(lab, larger)[index]!.labs).toBeGreaterThanOrEqual(labs);
        expect(capacityOf(wider, room)[index]!.labs).toBeLessThanOrEqual(labs);
      }
    }),
  );
});
