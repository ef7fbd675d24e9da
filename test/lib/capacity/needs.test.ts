import type { Begin, BenchRecord } from '../../../lib/bench';
import { needsOf, type Resource } from '../../../lib/capacity';
import { resolveLab } from '../../../lib/model';
import { record } from '../bench/bench-records.fixture';

const lab = resolveLab();
const needOf = (resource: Resource, begin: Begin, acceleration: 'kvm' | 'emulation', measured?: BenchRecord) =>
  needsOf(lab, begin, acceleration, measured).find((need) => need.resource === resource)!;

test('what was measured on this machine goes before what is known of others', () => {
  expect(needOf('processors', 'cold', 'emulation', record)).toEqual({
    resource: 'processors',
    perLab: 1.1,
    why: 'measured here on 2026-11-28, at rest',
  });
  expect(needOf('disk', 'ready', 'emulation', record)).toMatchObject({ perLab: 150, why: 'measured here on 2026-11-28' });
});

test('a measurement of labs with more workers does not count', () => {
  const other = { ...record, samples: record.samples.map((sample) => ({ ...sample, workers: 5 })) };
  expect(needOf('processors', 'cold', 'emulation', other).why).toContain('another host');
});

test('memory is what the machines may fill, whatever they hold at rest', () => {
  expect(needOf('memory', 'cold', 'emulation', record).perLab).toBe(3072 + 2 * 2048 + 512 + 4 * 100);
});

test('with KVM the processors are known once they were measured', () => {
  expect(needOf('processors', 'cold', 'kvm')).toEqual({
    resource: 'processors',
    why: 'not known with KVM: ./lab bench measures it',
  });
  expect(needOf('processors', 'cold', 'kvm', record).perLab).toBe(1.1);
});
