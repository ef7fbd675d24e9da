import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundleParts, partFolder } from '../../build/bundle/bundle-parts';
import { asBuiltBy } from '../../build/go/builder';
import { pinnedGo } from '../../build/go/present-go';
import { labStateDir } from '../../host/paths';
import { resolveLab } from '../../lib/model';
import { dryRun } from '../../operations/dry-run';
import { rememberDefinition } from '../../operations/lab-folder/built-definition';
import { rememberTimings } from '../../operations/lab-folder/timings';
import { RunningLab } from './running-lab';

jest.mock('../../host/debian-packages', () => ({ missingPackages: async () => ['qemu-utils'] }));
const isPresent = jest.fn(async () => false);
jest.mock('../../build/go/present-go', () => {
  const real = jest.requireActual('../../build/go/present-go');
  const { asBuiltBy: as } = jest.requireActual('../../build/go/builder');
  const builder = { go: `go${real.pinnedGo()}`, platform: 'linux_amd64' };
  const withoutFetchingGo = async (work: () => Promise<unknown>) => (await as(builder, work, { unlessKnown: true })).result;
  return { ...real, isGoPresent: () => isPresent(), withoutFetchingGo };
});

const lab = resolveLab({ name: 'fake-dry' });
let cache: string;
let running: RunningLab;
const { LAB_CACHE, TERRAFORM_BINARY_NAME } = process.env;
beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'dry-run-'));
  process.env.LAB_CACHE = cache;
  process.env.TERRAFORM_BINARY_NAME = '/usr/bin/terraform';
  running = new RunningLab(lab);
});
afterEach(() => {
  running.remove();
  for (const folder of [cache, labStateDir(lab.name)]) rmSync(folder, { recursive: true, force: true });
  for (const [name, value] of Object.entries({ LAB_CACHE, TERRAFORM_BINARY_NAME }))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

const todoOf = async (name: string) => (await dryRun(running.context)).steps.find((step) => step.name === name)?.todo;

/** Every path below some folders, with the time of its last change. */
const looks = (...folders: string[]) =>
  folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => [name, statSync(join(folder, name)).ctimeMs]),
  );

test('what the cache lacks has to be built, and Go to be fetched first where there is none', async () => {
  expect(await todoOf('image')).toEqual(['build node image']);
  expect(await todoOf('programs')).toEqual(['build Kubernetes programs', 'build CoreDNS']);
  expect(await todoOf('toolchain')).toEqual([
    `fetch Go ${pinnedGo()}`,
    ...['libvirt', 'kubectl', 'kubernetes'].map((type) => `build Terraform provider ${type}`),
  ]);
  isPresent.mockResolvedValueOnce(true);
  expect((await todoOf('toolchain'))![0]).toBe('build Terraform provider libvirt');
});

test('what the cache has is not built, and Debian packages that are missing are installed', async () => {
  const builder = { go: `go${pinnedGo()}`, platform: 'linux_amd64' };
  const { result } = await asBuiltBy(builder, () => Promise.all(bundleParts.map(partFolder)));
  for (const folder of result) mkdirSync(join(cache, folder), { recursive: true });
  for (const step of ['image', 'programs', 'toolchain']) expect(await todoOf(step)).toEqual([]);
  expect(await todoOf('packages')).toEqual(['install qemu-utils']);
});

test('a lab that was built has the times of its last up; another definition is told', async () => {
  expect(await dryRun(running.context)).toMatchObject({ lab: 'new', lastUp: undefined });
  rememberDefinition(lab);
  const timings = [{ title: 'Node image', milliseconds: 1234 }];
  rememberTimings({ ...running.context, progress: { ...running.context.progress, timings } });
  const seen = await dryRun(running.context);
  expect(seen).toMatchObject({ lab: 'unchanged', lastUp: expect.any(Date) });
  expect(seen.steps.find(({ name }) => name === 'image')?.milliseconds).toBe(1234);
  rememberDefinition(resolveLab({ name: lab.name, dns: { zone: 'other.internal' } }));
  expect((await dryRun(running.context)).lab).toBe('changed');
});

test('nothing is written, neither in the cache nor in the lab’s folder', async () => {
  rememberDefinition(lab);
  const before = looks(cache, labStateDir(lab.name), running.stateDir);
  await dryRun(running.context);
  expect(looks(cache, labStateDir(lab.name), running.stateDir)).toEqual(before);
});
