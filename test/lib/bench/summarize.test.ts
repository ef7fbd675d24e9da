import fc from 'fast-check';
import { labTitle, subjectKey, summarize } from '../../../lib/bench';
import { samples } from './bench-records.fixture';

test('a figure of several runs is told by its median, its least and its most', () => {
  const of = { workers: 2, lab: 1, begin: 'cold', figure: 'up' } as const;
  const runs = [700, 500, 620].map((value, index) => ({ ...of, run: index + 1, value }));
  expect(summarize({ samples: runs })).toEqual([
    { ...of, title: 'up, whole', unit: 's', median: 620, least: 500, most: 700, runs: 3 },
  ]);
  expect(summarize({ samples: runs.slice(0, 2) })[0]).toMatchObject({ median: 600 });
});

test('the figures of a lab stand together, its steps in the order they were done', () => {
  expect(summarize({ samples }).map((figure) => `${labTitle(figure)}: ${figure.title}`)).toEqual([
    '2 workers, cold: up, whole',
    '2 workers, cold: step: Machines and their network',
    '2 workers, cold: step: Nodes of the cluster',
    '2 workers, cold: step: SSH',
    '2 workers, cold: processor time of the machines until the end of: Machines and their network',
    '2 workers, cold: processors of the machines, at rest',
    '2 workers, cold: memory of the machines, at rest',
    '2 workers, cold: disks of the machines',
    '2 workers, from a ready lab, lab 2: up, whole',
    '2 workers, from a ready lab, lab 2: disks of the machines',
  ]);
});

test('no sample is lost, and the median lies between the least and the most', () => {
  const values = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 9 });
  fc.assert(
    fc.property(values, (given) => {
      const of = { workers: 1, lab: 1, begin: 'ready', figure: 'down' } as const;
      const [found, ...others] = summarize({ samples: given.map((value, index) => ({ ...of, run: index + 1, value })) });
      expect(others).toEqual([]);
      expect(found!.runs).toBe(given.length);
      expect(found!.least).toBeLessThanOrEqual(found!.median);
      expect(found!.median).toBeLessThanOrEqual(found!.most);
    }),
  );
});

test('a step of another lab is another figure', () => {
  const step = { workers: 2, lab: 1, begin: 'cold', figure: 'stage', stage: 'SSH' } as const;
  expect(subjectKey(step)).not.toBe(subjectKey({ ...step, workers: 4 }));
  expect(subjectKey(step)).not.toBe(subjectKey({ ...step, stage: 'Platform' }));
});
