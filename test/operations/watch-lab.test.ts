import { labError, usageError } from '../../host/user-error';
import type { Context } from '../../operations/context';
import { type Round, watchLab, withoutProgress } from '../../operations/watch-lab';
import { broken, holds, labReport, reportOf } from '../lib/report/fixture';
import { FakeSurroundings } from './fake-surroundings';

const good = labReport(reportOf(holds));
const bad = labReport(reportOf(holds, broken));

/** Watches a lab whose rounds come to these; the last of them is interrupted. */
async function watched(...course: (typeof good | Error)[]) {
  const around = new FakeSurroundings();
  const rounds: Round[] = [];
  const look = async (number: number) => {
    const one = course[number - 1];
    if (one instanceof Error) throw one;
    if (one) return one;
    around.controller.abort();
    throw labError('the command was interrupted');
  };
  const last = watchLab(around, { intervalSeconds: 0.01, look, onRound: (round) => rounds.push(round) });
  return { last: await last, rounds };
}

test('the lab is looked at again and again, and the last whole round is what it comes to', async () => {
  const { last, rounds } = await watched(good, bad, good, bad);
  expect(rounds.map(({ number, report }) => [number, report?.report.ok])).toEqual([
    [1, true],
    [2, false],
    [3, true],
    [4, false],
  ]);
  expect(last).toBe(rounds.at(-1));
});

test('a lab that does not run, or that another command changes, is told and waited for', async () => {
  const { last, rounds } = await watched(good, labError('the lab "lesson" does not run'), good);
  expect(rounds.map(({ report, trouble }) => report?.report.ok ?? trouble!.message)).toEqual([
    true,
    'the lab "lesson" does not run',
    true,
  ]);
  expect(last.report).toBe(good);
});

test('what waiting does not mend ends it, and so does an interruption of the first round', async () => {
  await expect(watched(good, usageError('no such claim'))).rejects.toThrow('no such claim');
  await expect(watched(good, new TypeError('a fault of ours'))).rejects.toThrow('a fault of ours');
  await expect(watched()).rejects.toThrow('interrupted');
});

test('an interruption between two rounds ends the wait', async () => {
  const around = new FakeSurroundings();
  const onRound = () => void setTimeout(() => around.controller.abort(), 50);
  const began = Date.now();
  expect(await watchLab(around, { intervalSeconds: 600, look: async () => good, onRound })).toMatchObject({ number: 1 });
  expect(Date.now() - began).toBeLessThan(60_000);
});

test('of a round’s events only notes and warnings are told', async () => {
  const around = new FakeSurroundings();
  let noted = 0;
  const quiet = withoutProgress(around as unknown as Context, () => (noted += 1));
  await quiet.progress.step('Claims', async (step) => step.detail('1 of 2'));
  quiet.progress.note('repaired');
  quiet.notify({ code: 'operation.ended', operation: 'verify', lab: 'lesson', result: {} });
  quiet.progress.warn('odd');
  expect(around.codes).toEqual(['note', 'warning']);
  expect(noted).toBe(2);
});
