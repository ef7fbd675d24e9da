import { compare, unfairness } from '../../../lib/bench';
import { record, samples } from './bench-records.fixture';

test('each figure stands beside the same one of the earlier record, with their ratio', () => {
  const half = samples.map((sample) => ({ ...sample, value: sample.value / 2 }));
  const found = compare({ samples }, { samples: half });
  expect(found).toHaveLength(samples.length);
  expect(found.every(({ ratio }) => ratio === 0.5)).toBe(true);
});

test('a figure that was not measured before has no ratio, and neither has one that was 0', () => {
  const [first] = samples;
  expect(compare({ samples: [] }, { samples: [first!] })).toMatchObject([{ before: undefined, ratio: undefined }]);
  expect(compare({ samples: [{ ...first!, value: 0 }] }, { samples: [first!] })[0]!.ratio).toBeUndefined();
});

test('records of different machines are told to be so, in what they differ', () => {
  expect(unfairness(record.host, record.host)).toEqual([]);
  expect(unfairness(record.host, { ...record.host, acceleration: 'kvm', processors: 8 })).toEqual([
    'processors: 2 before, 8 now',
    'acceleration: emulation before, kvm now',
  ]);
});
