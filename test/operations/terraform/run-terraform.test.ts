import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyStack, initialize, terraform } from '../../../operations/terraform/run-terraform';
import { labStateDir } from '../../../host/paths';

const labName = 'terraform-test';
const folder = mkdtempSync(join(tmpdir(), 'lab-terraform-'));
const program = join(folder, 'terraform');
const runs = join(folder, 'runs');

beforeAll(() => {
  mkdirSync(join(folder, 'stacks', 'infrastructure'), { recursive: true });
  mkdirSync(join(labStateDir(labName), 'logs'), { recursive: true });
});
beforeEach(() => rmSync(runs, { force: true }));
afterAll(() => {
  for (const made of [folder, labStateDir(labName)]) rmSync(made, { recursive: true });
});

/** A Terraform that fails so many times with these words, and says how often it was run. */
function failing(times: number, words: string) {
  writeFileSync(
    program,
    `#!/bin/sh\necho run >>${runs}\n[ $(wc -l <${runs}) -gt ${times} ] || { echo "${words}" >&2; exit 1; }\necho done\n`,
  );
  chmodSync(program, 0o755);
  return terraform(stackRun(), ['plan'], { detail: () => undefined });
}

const stackRun = () =>
  ({
    stack: 'infrastructure',
    labName,
    folder,
    toolchain: { terraform: { binary: program, kind: 'terraform', version: '1.11.0' }, environment: {} },
    variables: {},
    wrap: (argv: readonly string[]) => argv,
  }) as unknown as Parameters<typeof terraform>[0];
const count = () => (existsSync(runs) ? readFileSync(runs, 'utf8').trim().split('\n').length : 0);

const misread = 'Error: error while retrieving remote ISO: error initializing ISO reader: corrupted-image: EOF';

test('a failure is told at once, with what Terraform said and where its log is', async () => {
  await expect(failing(1, 'Error: the pool is full')).rejects.toMatchObject({
    message: expect.stringContaining('Error: the pool is full'),
    remedy: expect.stringContaining(`.lab/${labName}/logs/terraform-infrastructure.log`),
  });
  expect(count()).toBe(1);
});

test('a seed disk that is misread each time is a failure in the end', async () => {
  await expect(failing(99, misread)).rejects.toThrow('error while retrieving remote ISO');
  expect(count()).toBe(5);
});

test('a seed disk that was misread is looked at again', async () => {
  expect(await failing(2, misread)).toBe('done');
  expect(count()).toBe(3);
});

test('what Terraform writes is its owner’s alone, and so is what was there before', async () => {
  const states = join(labStateDir(labName), 'terraform');
  const [state, plan, old] = ['infrastructure.tfstate', 'planned', 'infrastructure.tfstate.backup'].map((name) =>
    join(states, name),
  );
  mkdirSync(states);
  writeFileSync(old!, '{}');
  for (const [path, wide] of [
    [states, 0o755],
    [old!, 0o644],
  ] as const)
    chmodSync(path, wide);
  writeFileSync(program, `#!/bin/sh\necho '{}' > ${state}\necho plan > ${plan}\n`);
  chmodSync(program, 0o755);
  await initialize(stackRun(), { detail: () => undefined });
  const log = join(labStateDir(labName), 'logs', 'terraform-infrastructure.log');
  const variables = join(folder, 'stacks', 'infrastructure', 'lab.auto.tfvars.json');
  const modes = [states, state, plan, old, log, variables].map((path) => (statSync(path!).mode & 0o777).toString(8));
  expect(modes).toEqual(['700', ...Array(5).fill('600')]);
});

test.each([
  ['registry', 'init -input=false -no-color -reconfigure -backend-config=path=STATE -lockfile=readonly'],
  ['mirror', 'init -input=false -no-color -reconfigure -backend-config=path=STATE'],
])('from the %s providers are installed by: %s', async (origin, expected) => {
  const stack = join(folder, 'stacks', 'infrastructure');
  const required = { libvirt: { source: 'dmacvicar/libvirt', version: '0.8.3' } };
  writeFileSync(join(stack, 'cdk.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
  rmSync(join(stack, '.terraform.lock.hcl'), { force: true });
  writeFileSync(program, `#!/bin/sh\necho "$*" >>${runs}\n`);
  chmodSync(program, 0o755);
  const toolchain = { terraform: { binary: program, kind: 'terraform', version: '1.11.0' }, origin, environment: {} };
  const registryRun = {
    stack: 'infrastructure',
    labName,
    folder,
    toolchain,
    variables: {},
    wrap: (argv: readonly string[]) => argv,
  };
  await initialize(registryRun as unknown as Parameters<typeof initialize>[0], { detail: () => undefined });
  expect(
    readFileSync(runs, 'utf8')
      .trim()
      .replace(/path=\S+/, 'path=STATE'),
  ).toBe(expected);
  const lock = join(stack, '.terraform.lock.hcl');
  expect(existsSync(lock) && readFileSync(lock, 'utf8').includes('"registry.terraform.io/dmacvicar/libvirt"')).toBe(
    origin === 'registry',
  );
});

test('a state that Terraform could write nowhere reaches neither the screen nor the log', async () => {
  const state = JSON.stringify({ version: 4, user_data: 'the key' }, undefined, 2).replaceAll('"', '\\"');
  const words = `Error: no space left on device\n${state}\nError: Failed to persist state to backend`;
  const error = await failing(1, words).catch((caught: Error) => caught);
  const log = readFileSync(join(labStateDir(labName), 'logs', 'terraform-infrastructure.log'), 'utf8');
  for (const said of [(error as Error).message, log]) {
    expect(said).toContain('no space left on device');
    expect(said).toContain('is left out');
    expect(said).not.toContain('the key');
  }
});

test('what is there is looked at before it is changed, but where all of it is known', async () => {
  writeFileSync(program, `#!/bin/sh\necho "$@" >>${runs}\n`, { mode: 0o755 });
  await applyStack(stackRun(), { detail: () => undefined });
  await applyStack({ ...stackRun(), refresh: false }, { detail: () => undefined });
  const applied = readFileSync(runs, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('apply'));
  expect(applied.map((line) => line.includes('-refresh=false'))).toEqual([false, true]);
});
