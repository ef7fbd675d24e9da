import { type Exercise, exercisesOf, type LabActions } from '../../../lib/exercises';
import { resolveLab } from '../../../lib/model';
import { claimsOf } from '../../../lib/claims';

const lab = resolveLab();
const exercises = exercisesOf(lab);
const other = resolveLab({ workers: [{}], services: { only: { type: 'ClusterIP' } } });

/** Actions that do nothing but note what they were asked to do. */
function notedBy(work: (actions: LabActions) => Promise<void>): Promise<string[]> {
  const noted: string[] = [];
  const note = (line: string) => (noted.push(line), Promise.resolve(''));
  const actions: LabActions = {
    kubectl: (args, input = '') => note(['kubectl', ...args, input].join(' ')),
    rolledOut: async (workload, namespace = 'default') => void (await note(`rolled out: ${namespace} ${workload}`)),
    onMachine: (name, script) => note(`${name}: ${script}`),
    unique: () => 'once',
  };
  return work(actions).then(() => noted);
}

test('there are at least ten, each with a name of its own', () => {
  expect(exercises.length).toBeGreaterThanOrEqual(10);
  expect(new Set(exercises.map(({ id }) => id)).size).toBe(exercises.length);
});

test('a lab without a Service of a type has no exercise about it', () => {
  const ids = exercisesOf(other).map(({ id }) => id);
  expect(ids).toContain('selector');
  for (const id of ['external-name', 'node-port', 'announcement', 'volume']) expect(ids).not.toContain(id);
});

describe.each(exercises.map((exercise) => [exercise.id, exercise] as const))('%s', (_id, exercise: Exercise) => {
  test('tells complaint, hint and solution in both languages', () => {
    for (const text of [exercise.complaint, exercise.hint, exercise.solution]) {
      expect(text.en.length).toBeGreaterThan(20);
      expect(text.ko).toMatch(/[가-힣]/);
    }
  });
  test('falsifies claims that this lab has', () => {
    expect(exercise.falsifies.length).toBeGreaterThan(0);
    const ids = claimsOf(lab).map(({ id }) => id);
    for (const name of exercise.falsifies) expect(ids.filter((id) => id === name || id.startsWith(`${name}.`))).not.toEqual([]);
  });
  test('fixes what it breaks: both work on the same things, differently', async () => {
    const [broken, fixed] = [await notedBy(exercise.break), await notedBy(exercise.fix)];
    expect(broken.length).toBeGreaterThan(0);
    expect(fixed.length).toBeGreaterThan(0);
    expect(fixed).not.toEqual(broken);
  });
});
