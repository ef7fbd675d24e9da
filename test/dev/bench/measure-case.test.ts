import { benchLab } from '../../../dev/bench/measure-case';
import { definitionOf, resolveLab } from '../../../lib/model';

const lab = resolveLab({ workers: [{ memory: '3 GiB', cpus: 2 }, { memory: '1 GiB' }] });

test('a measured lab is the asked one under a name of its own', () => {
  expect(definitionOf(benchLab(lab, 2, 1))).toEqual({ ...definitionOf(lab), name: 'bench-1' });
});

test('with another number of workers all are like its first', () => {
  const wider = benchLab(lab, 4, 2);
  expect(wider.workers.map(({ name, memoryMiB, cpus }) => [name, memoryMiB, cpus])).toEqual(
    [1, 2, 3, 4].map((number) => [`worker-${number}`, 3072, 2]),
  );
  expect(wider.controlPlane).toEqual(lab.controlPlane);
});
