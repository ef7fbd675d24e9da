import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { waitFor } from '../../../host/wait';
import { labTerraform, type LabTerraform } from '../../../operations/terraform/lab-terraform';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let folder: string;
let log: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-terraform-'));
  log = join(folder, 'log');
  for (const stack of ['infrastructure', 'platform', 'services']) {
    mkdirSync(join(folder, stack));
    keep(stack, 'lesson');
  }
  play('terraform', 'echo "terraform $*; $TF_VAR_secrets $TF_CLI_ARGS_apply $KUBE_LOAD_CONFIG_FILE $(umask)" >>LOG');
  play('place', 'echo "place" >>LOG; exec "$@"');
  play('hook', 'echo "hook $*" >>LOG');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A stack's folder keeps its state as a stack of this lab does. */
const keep = (stack: string, lab: string): void =>
  writeFileSync(join(folder, stack, 'cdk.tf.json'), `{\n"path": "../../../.lab/${lab}/terraform/${stack}.tfstate"\n}`);

function play(name: string, script: string): void {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${script.replaceAll('LOG', `'${log}'`)}\n`);
  chmodSync(file, 0o700);
}

function script(change: Partial<LabTerraform> = {}): string {
  const text = labTerraform({
    labName: 'lesson',
    labs: join(folder, 'labs'),
    terraform: join(folder, 'terraform'),
    environment: { KUBE_LOAD_CONFIG_FILE: 'false' },
    variables: {
      infrastructure: { secrets: "it's here" },
      platform: { secrets: '/p' },
      services: { secrets: '/s' },
      own: { secrets: '/o' },
    },
    stateFile: (stack) => `/states here/${stack}`,
    place: [join(folder, 'place')],
    lock: join(folder, 'lock'),
    hooks: [join(folder, 'hook')],
    ...change,
  });
  const file = join(folder, 'script');
  writeFileSync(file, text);
  chmodSync(file, 0o700);
  return file;
}

/** Runs the script in a stack's folder, as cdktf does. */
function run(stack: string, args: readonly string[], change?: Partial<LabTerraform>) {
  const { status, stderr } = spawnSync(script(change), args, { cwd: join(folder, stack), encoding: 'utf8' });
  const lines = existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : [];
  return { status, stderr, lines };
}

describe('it refuses', () => {
  test('a stack of another lab that is not prepared', () => {
    keep('services', 'lesson2');
    expect(run('services', ['plan'])).toEqual({
      status: 3,
      stderr: expect.stringContaining('the lab "lesson2" of this stack is not prepared'),
      lines: [],
    });
  });

  test('to look at a lab whose libvirt does not run', () => {
    const seen = run('services', ['plan'], { namespace: join(folder, 'no-namespace') });
    expect(seen).toEqual({ status: 3, stderr: expect.stringContaining('./lab prepare starts it'), lines: [] });
  });

  test('to change a lab that another command is changing', async () => {
    writeFileSync(join(folder, 'lock'), '');
    const holder = spawn('flock', ['--no-fork', join(folder, 'lock'), 'sh', '-c', 'echo held; exec cat'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(holder.stdout, 'data');
    expect(run('services', ['apply'])).toEqual({
      status: 3,
      stderr: expect.stringContaining('is being changed by another command'),
      lines: [],
    });
    expect(run('services', ['plan']).status).toBe(0);
    holder.stdin.end();
    await once(holder, 'exit');
  });

  test('to remove what cannot be removed: Terraform does not begin', () => {
    play('hook', 'echo "hook $*" >>LOG; exit 1');
    expect(run('services', ['destroy'])).toMatchObject({ status: 1, lines: ['hook before destroy services'] });
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  });
});

test.each([['-v'], ['version'], ['init'], ['output', '-json']])('%s needs no network of the lab', (...args) => {
  const { status, lines } = run('services', args, { namespace: join(folder, 'no-namespace') });
  expect({ status, lines }).toEqual({ status: 0, lines: [`terraform ${args.join(' ')}; /s -parallelism=2 false 0077`] });
});

test('a stack is planned where the lab’s network is, with its own variables and what suits its API', () => {
  expect(run('infrastructure', ['plan', '-out', 'plan']).lines).toEqual([
    'place',
    "terraform plan -out plan; it's here -parallelism=1 false 0077",
  ]);
});

test('a stack of another lab is given to that lab’s own program', () => {
  keep('services', 'lesson2');
  mkdirSync(join(folder, 'labs/lesson2/bin'), { recursive: true });
  play('labs/lesson2/bin/terraform', 'echo "lesson2 $*" >>LOG');
  expect(run('services', ['apply']).lines).toEqual(['lesson2 apply']);
});

test('a stack of the user’s own runs in the lab’s network, knows the lab’s secrets, and changes no lab', () => {
  writeFileSync(join(folder, 'services', 'cdk.tf.json'), '{"path":"terraform.own.tfstate"}');
  expect(run('services', ['apply']).lines).toEqual(['place', 'terraform apply; /o  false 0077']);
});

test('the state is where `./lab` has it', () => {
  play('terraform', 'eval "set -- $TF_CLI_ARGS_init"; echo "$1 $2" >>LOG');
  expect(run('platform', ['init']).lines).toEqual(['-reconfigure -backend-config=path=/states here/platform']);
});

test('what `up` does beside a stack is done beside it here: after it was applied, and before it is removed', () => {
  run('services', ['apply']);
  expect(run('services', ['destroy']).lines).toEqual([
    'place',
    'terraform apply; /s -parallelism=2 false 0077',
    'hook after apply services',
    'hook before destroy services',
    'place',
    'terraform destroy; /s -parallelism=2 false 0077',
  ]);
});

test('a failure of Terraform is its own, with what continues, and the lock is given back', () => {
  play('terraform', 'exit 7');
  expect(run('platform', ['apply'])).toMatchObject({ status: 7, stderr: expect.stringContaining('./lab up'), lines: ['place'] });
  expect(existsSync(join(folder, 'lock'))).toBe(false);
});

test('who has to wait is told who is at it', () => {
  play('terraform', `cp '${'LOCK'}' LOG`.replace('LOCK', join(folder, 'lock')));
  const { lines } = run('infrastructure', ['apply']);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    command: 'cdktf apply infrastructure',
    pid: expect.any(Number),
    since: expect.any(String),
  });
});

test('a state that Terraform prints where the disk is full is left out, and what it says besides is not', () => {
  const state = JSON.stringify({ version: 4, user_data: 'the key' }, undefined, 2);
  play('terraform', `cat >&2 <<'END'\nError: no space left on device\n${state}\nError: Failed to persist state\nEND\nexit 1`);
  const { status, stderr } = run('infrastructure', ['apply']);
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /no space left on device\n\(Terraform could write its state nowhere.*\)\nError: Failed to persist state/,
  );
  expect(stderr).not.toContain('the key');
});

test('what Terraform asks stands on standard output, and is answered', () => {
  play('terraform', `printf 'Enter a value: '; read -r answer; echo "$answer" >>LOG; [ "$answer" = yes ]`);
  const asked = spawnSync(script(), ['apply'], { cwd: join(folder, 'platform'), encoding: 'utf8', input: 'yes\n' });
  expect(asked).toMatchObject({ status: 0, stdout: 'Enter a value: ' });
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'after %s Terraform ends in good order before the lock is given back',
  async (signal) => {
    play(
      'terraform',
      `trap 'sleep 1; [ -e ${join(folder, 'lock')} ] && echo finished >>LOG; exit 3' INT TERM HUP\necho began >>LOG\nfor i in $(seq 600); do sleep 0.1; done`,
    );
    const child = spawn(script(), ['apply'], { cwd: join(folder, 'platform'), stdio: 'ignore', detached: true });
    const ended = once(child, 'exit');
    await waitFor(
      async () => ({
        value: (existsSync(log) && readFileSync(log, 'utf8').includes('began')) || undefined,
        observation: 'no log',
      }),
      {
        what: 'Terraform to begin',
        deadline: 60,
        interval: 0.05,
      },
    );
    // As a terminal does, to all of its foreground processes.
    process.kill(-child.pid!, signal);
    expect(await ended).toEqual([3, null]);
    expect(readFileSync(log, 'utf8')).toBe('place\nbegan\nfinished\n');
    expect(existsSync(join(folder, 'lock'))).toBe(false);
  },
);
