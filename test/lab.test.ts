import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../host/paths';

jest.setTimeout(60_000);

let folder: string;
let checkout: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lab-script-'));
  checkout = join(folder, 'checkout');
  for (const made of ['cli', 'lib', 'host/bootstrap', 'bin']) mkdirSync(join(checkout, made), { recursive: true });
  copyFileSync(join(projectRoot, 'lab'), join(checkout, 'lab'));
  writeFileSync(join(checkout, 'package-lock.json'), 'first');
  program('host/typescript', 'echo started "$@"');
  program('host/bootstrap/bring', 'exit 0');
  // What npm is asked for, and the one thing it does that the script relies on: `ci` begins with an empty folder.
  program('bin/npm', `echo "npm $*"; [ "$1" != ci ] || rm -rf '${checkout}/node_modules'; mkdir -p '${checkout}/node_modules'`);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, script: string): void {
  writeFileSync(join(checkout, name), `#!/bin/sh\n${script}\n`);
  chmodSync(join(checkout, name), 0o755);
}

function lab(...args: string[]) {
  const env = { ...process.env, PATH: `${join(checkout, 'bin')}:${process.env.PATH}` };
  const { status, stdout, stderr } = spawnSync(join(checkout, 'lab'), args, { encoding: 'utf8', env });
  return { status, stdout, stderr, npm: stderr.split('\n').find((line) => line.startsWith('npm ')) };
}

const flags = '--ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error';

describe('npm packages', () => {
  test('are installed without running a program of theirs, and without those for developing', () => {
    expect(lab('up').npm).toBe(`npm ci --omit=dev ${flags}`);
    const again = lab('up');
    expect(again.npm).toBeUndefined();
    expect(again.stdout).toBe(`started ${join(checkout, 'cli/main.ts')} up\n`);
  });

  test.each([[['--config', 'x.yaml', 'test']], [['exec', '--', 'npx', 'cdktf', 'diff']]])(
    'for developing are added to the others by %j, and stay',
    (words) => {
      lab('up');
      expect(lab(...words).npm).toBe(`npm install --no-save ${flags}`);
      expect(lab('up').npm).toBeUndefined();
      expect(lab(...words).npm).toBeUndefined();
    },
  );

  test('are installed anew, those for developing as well where they were, when the lock file has changed', () => {
    lab('test');
    writeFileSync(join(checkout, 'package-lock.json'), 'second');
    expect(lab('up').npm).toBe(`npm ci ${flags}`);
    expect(lab('test').npm).toBeUndefined();
  });

  test('that could not be installed are told, and installed the next time', () => {
    const npm = readFileSync(join(checkout, 'bin/npm'), 'utf8');
    program('bin/npm', 'exit 1');
    expect(lab('up')).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('npm ci --omit=dev failed') });
    expect(existsSync(join(checkout, 'node_modules'))).toBe(false);
    writeFileSync(join(checkout, 'bin/npm'), npm);
    expect(lab('up')).toMatchObject({ status: 0, npm: `npm ci --omit=dev ${flags}` });
  });
});

describe('Node.js that was brought', () => {
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  const started = (env: NodeJS.ProcessEnv) => {
    program('host/typescript', 'node; echo "certificates ${NODE_EXTRA_CA_CERTS-none}"');
    program('brought/node', 'echo brought');
    return spawnSync(join(checkout, 'lab'), ['plan'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: `${join(checkout, 'bin')}:${process.env.PATH}`, ...env },
    });
  };
  beforeEach(() => {
    mkdirSync(join(checkout, 'brought'));
    program('host/bootstrap/bring', `echo '${join(checkout, 'brought')}'`);
  });

  test('runs the lab, and trusts whom this machine trusts', () => {
    const trusted = existsSync(certificates) ? certificates : 'none';
    expect(started({ NODE_EXTRA_CA_CERTS: undefined }).stdout).toBe(`brought\ncertificates ${trusted}\n`);
    expect(started({ NODE_EXTRA_CA_CERTS: '/own' }).stdout).toBe('brought\ncertificates /own\n');
  });

  test('or could not be: its message is all that is said', () => {
    program('host/bootstrap/bring', 'echo error: no Node.js >&2; exit 3');
    expect(started({})).toMatchObject({ status: 3, stdout: '', stderr: 'error: no Node.js\n' });
  });
});

(process.geteuid!() === 0 ? describe : describe.skip)('root does not run what other users can change:', () => {
  test.each([
    ['the checkout', '.'],
    ['a program', 'lab'],
    ['a file beside it', 'package-lock.json'],
    ['a folder of code', 'cli'],
    ['the folder above', '..'],
  ])('%s', (_what, name) => {
    const changed = join(checkout, name);
    chmodSync(changed, 0o777);
    expect(lab('up')).toMatchObject({
      status: 3,
      stdout: '',
      stderr: expect.stringContaining(
        `error: other users of this machine can change ${changed}, and root would run what is in it`,
      ),
    });
  });

  test('packages that another user put above the checkout', () => {
    const planted = join(folder, 'node_modules');
    mkdirSync(planted);
    expect(lab('up').status).toBe(0);
    chownSync(planted, 65534, 65534);
    expect(lab('up')).toMatchObject({ status: 3, stderr: expect.stringContaining(`can change ${planted}`) });
  });
});

describe('a bundle that is loaded', () => {
  beforeEach(() => {
    for (const name of ['bundle-packages', 'bundle-reader', 'bundle-source', 'bundle-fault', 'tar-reader'])
      copyFileSync(join(projectRoot, `host/bootstrap/${name}.mjs`), join(checkout, `host/bootstrap/${name}.mjs`));
  });

  test.each([
    [['bundle', '--load', 'none.bundle']],
    [['bundle', '--load=none.bundle']],
    [['--debug', 'bundle', '--load', 'none.bundle']],
  ])('has the npm packages where they are missing: %j', (words) => {
    const { status, stderr, stdout, npm } = lab(...words);
    expect({ status, stdout, npm }).toEqual({ status: 2, stdout: '', npm: undefined });
    expect(stderr).toContain('error: none.bundle does not exist\n  what to do: name a file that ./lab bundle FILE has written');
  });

  test.each([[['bundle', 'new.bundle']], [['exec', '--load', 'none.bundle']], [['--load', 'bundle']]])(
    'is nothing that %j names',
    (words) => expect(lab(...words).npm).toBe(`npm ci --omit=dev ${flags}`),
  );

  test('is not asked for packages that are there, nor for those that only developing needs', () => {
    lab('test');
    expect(lab('bundle', '--load', 'none.bundle')).toMatchObject({ status: 0, npm: undefined });
    writeFileSync(join(checkout, 'package-lock.json'), 'second');
    expect(lab('bundle', '--load', 'none.bundle').npm).toBe(`npm ci ${flags}`);
  });
});
