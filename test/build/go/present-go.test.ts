import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asBuiltBy, builderElsewhere, rememberBuilder } from '../../../build/go/builder';
import { isGoPresent, pinnedGo, withoutFetchingGo } from '../../../build/go/present-go';
import { projectRoot } from '../../../host/paths';

let folder: string;
const { PATH, LAB_CACHE } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'present-go-'));
  for (const name of ['bin', 'cache']) mkdirSync(join(folder, name));
  symlinkSync('/bin/sh', join(folder, 'bin/sh'));
  process.env.PATH = join(folder, 'bin');
  process.env.LAB_CACHE = join(folder, 'cache');
});
afterEach(() => {
  process.env.PATH = PATH;
  if (LAB_CACHE === undefined) delete process.env.LAB_CACHE;
  else process.env.LAB_CACHE = LAB_CACHE;
  rmSync(folder, { recursive: true });
});

function putGo(script: string): void {
  writeFileSync(join(folder, 'bin/go'), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, 'bin/go'), 0o755);
}

test.each([
  ['is missing', undefined],
  ['is too old', 'echo go1.25.9'],
  ['does not run', 'exit 1'],
])('a Go that %s is not present, and none is fetched', async (_what, script) => {
  if (script) putGo(script);
  expect(await isGoPresent()).toBe(false);
  expect(readdirSync(join(folder, 'cache'))).toEqual([]);
});

test('this machine’s own Go is present where it is new enough', async () => {
  putGo('echo go1.27.1');
  expect(await isGoPresent()).toBe(true);
});

test('without a Go keys are those of the one that would be fetched, but for what a bundle brought', async () => {
  const [brought, other] = [{ package: 'brought' }, { package: 'other' }];
  const theirs = { go: 'go1.26.8', platform: 'linux_amd64' };
  const { programs } = await asBuiltBy(theirs, async () => builderElsewhere(brought));
  rememberBuilder(join(folder, 'cache'), theirs, programs);
  expect(await withoutFetchingGo(async () => [builderElsewhere(brought), builderElsewhere(other)])).toEqual([
    theirs,
    { go: `go${pinnedGo()}`, platform: 'linux_amd64' },
  ]);
  expect(readFileSync(join(projectRoot, 'host/bootstrap/go.txt'), 'utf8')).toContain(`==${pinnedGo()} `);
});
