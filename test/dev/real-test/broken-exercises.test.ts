import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commitNumber, headCommit } from '../../../dev/real-test/head-commit';
import { announcement, chosenExercises } from '../../../dev/real-test/broken-exercises';
import { exercisesOf } from '../../../lib/exercises';
import { resolveLab } from '../../../lib/model';

const exercises = exercisesOf(resolveLab());

test('all means all', () => {
  expect(chosenExercises(exercises, { all: true, commit: 5 })).toEqual(exercises);
});

test('a run takes three, another commit three others, and all have had their turn in the end', () => {
  const seen = new Set<string>();
  for (let commit = 0; commit < exercises.length; commit += 1) {
    const chosen = chosenExercises(exercises, { all: false, commit });
    expect(new Set(chosen.map(({ id }) => id)).size).toBe(3);
    chosen.forEach(({ id }) => seen.add(id));
  }
  expect(seen.size).toBe(exercises.length);
});

test('a lab with fewer than three has those', () => {
  expect(chosenExercises(exercises.slice(0, 2), { all: false, commit: 7 })).toHaveLength(2);
});

test('says which it takes, whose choice that was, and how to break the same again', () => {
  const chosen = chosenExercises(exercises, { all: false, commit: 1 });
  const commit = '6871e5f0123456789012345678901234567890ab';
  expect(announcement(chosen, { all: false, commit })).toBe(
    'sabotages of commit 6871e5f01234: cluster-dns, external-name, route; each again by hand: ./lab break ID, ./lab verify, ./lab fix ID',
  );
  expect(announcement(chosen, { all: false, commit: undefined })).toContain('the first, because git names no commit: ');
  expect(announcement(exercises, { all: true, commit })).toBe(`sabotages: all ${exercises.length}`);
});

describe('the commit that chooses', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'commit-'))));
  afterEach(() => rmSync(folder, { recursive: true }));
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: folder });

  test('is that of the checkout, the same in each run', async () => {
    git('init', '-q');
    expect(await headCommit(folder)).toBeUndefined();
    git('commit', '-q', '--allow-empty', '-m', 'one');
    const commit = await headCommit(folder);
    expect(commit).toBe(git('rev-parse', 'HEAD').toString().trim());
    expect(commitNumber(commit)).toBe(parseInt(commit!.slice(0, 8), 16));
  });

  test('is 0 outside git', async () => {
    expect(await headCommit(folder)).toBeUndefined();
    expect(commitNumber(undefined)).toBe(0);
  });
});
