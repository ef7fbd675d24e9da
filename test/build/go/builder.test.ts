import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asBuiltBy, builderElsewhere, isAssumed, rememberBuilder, requireSameBuilder } from '../../../build/go/builder';
import { stepKey } from '../../../host/cached-step';
import { bundleParts } from '../../../build/bundle/bundle-parts';

const theirs = { go: 'go1.26.8', platform: 'linux_amd64' };
const sources = { package: 'example.com/program', 'go.mod': '1' };

let cache: string;
const before = process.env.LAB_CACHE;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'builder-'));
  process.env.LAB_CACHE = cache;
});
afterEach(() => {
  rmSync(cache, { recursive: true });
  if (before === undefined) delete process.env.LAB_CACHE;
  else process.env.LAB_CACHE = before;
});

/** As a load does it: the programs that were asked about are those that the bundle brought. */
async function bring(what = sources): Promise<void> {
  const { programs } = await asBuiltBy(theirs, async () => builderElsewhere(what));
  rememberBuilder(cache, theirs, programs);
}

describe('a program that has to be built', () => {
  test('under the key of another Go is refused, and how to have it is said', () => {
    const attempt = () => requireSameBuilder('program', theirs, { ...theirs, go: 'go1.26.6' });
    expect(attempt).toThrow(
      'program has to be built: a bundle brought it, made by go1.26.8 for linux_amd64, and it is gone; this machine has go1.26.6 for linux_amd64',
    );
    expect(attempt).toThrow(expect.objectContaining({ remedy: expect.stringContaining(join(cache, 'built-elsewhere.json')) }));
  });

  test('for another kind of machine is refused', () =>
    expect(() => requireSameBuilder('program', theirs, { ...theirs, platform: 'linux_arm64' })).toThrow('linux_arm64'));

  test('by the Go that built it before, or by nobody before, is not', () => {
    expect(() => requireSameBuilder('program', theirs, { ...theirs })).not.toThrow();
    expect(() => requireSameBuilder('program', undefined, theirs)).not.toThrow();
  });
});

test('what was built here, or has other sources than what was brought, is a question for this machine’s Go', async () => {
  expect(builderElsewhere(sources)).toBeUndefined();
  await bring();
  expect(builderElsewhere({ ...sources, 'go.mod': '2' })).toBeUndefined();
});

test('what was brought keeps its builder, whatever is brought after it', async () => {
  await bring();
  await bring({ ...sources, package: 'example.com/other' });
  expect(builderElsewhere(sources)).toEqual(theirs);
  expect(builderElsewhere({ 'go.mod': '1', package: 'example.com/program' })).toEqual(theirs);
});

test('an assumed builder counts while work is done as if, and not afterwards', async () => {
  expect(isAssumed()).toBe(false);
  expect((await asBuiltBy(theirs, async () => [isAssumed(), builderElsewhere(sources)])).result).toEqual([true, theirs]);
  expect(isAssumed()).toBe(false);
});

test('the key of each part of a bundle depends on the Go that built it, and needs none to be found', async () => {
  const path = process.env.PATH;
  // No go, and no way to bring one.
  process.env.PATH = '/nowhere';
  try {
    const keys = (go: string) =>
      asBuiltBy({ ...theirs, go }, () => Promise.all(bundleParts.map(async ({ step }) => stepKey(await step()))));
    const [one, other, again] = [await keys('go1.26.8'), await keys('go1.26.9'), await keys('go1.26.8')];
    expect(one.result).toEqual(again.result);
    expect(one.result.filter((key) => other.result.includes(key))).toEqual([]);
    expect(one.programs.length).toBeGreaterThan(bundleParts.length);
  } finally {
    process.env.PATH = path;
  }
});
