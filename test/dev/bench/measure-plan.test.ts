import { casesOf } from '../../../dev/bench/measure-plan';

test('each number of workers is measured with each number of labs, and a run ends before the next begins', () => {
  expect(casesOf({ workers: [2, 4], labs: [1, 3], runs: 2 })).toEqual(
    [1, 2].flatMap((run) => [
      { run, workers: 2, labs: 1 },
      { run, workers: 2, labs: 3 },
      { run, workers: 4, labs: 1 },
      { run, workers: 4, labs: 3 },
    ]),
  );
});
