import { chosenExercises } from '../../cli/real-test/sabotage';
import { exercisesOf } from '../../lib/exercises';
import { resolveLab } from '../../lib/model';

const exercises = exercisesOf(resolveLab());

test('all means all', () => {
  expect(chosenExercises(exercises, { all: true, day: 5 })).toEqual(exercises);
});

test('a run takes three, the next day three others, and all have had their turn in the end', () => {
  const seen = new Set<string>();
  for (let day = 0; day < exercises.length; day += 1) {
    const chosen = chosenExercises(exercises, { all: false, day });
    expect(new Set(chosen.map(({ id }) => id)).size).toBe(3);
    chosen.forEach(({ id }) => seen.add(id));
  }
  expect(seen.size).toBe(exercises.length);
});

test('a lab with fewer than three has those', () => {
  expect(chosenExercises(exercises.slice(0, 2), { all: false, day: 7 })).toHaveLength(2);
});
