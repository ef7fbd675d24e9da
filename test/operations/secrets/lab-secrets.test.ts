import { createHash, X509Certificate } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandError } from '../../../host/run';
import { machines, resolveLab } from '../../../lib/model';
import { hostKeyName } from '../../../lib/render';
import { ensureSecrets, existingSecrets, type LabSecrets } from '../../../operations/secrets/lab-secrets';

const lab = resolveLab();
const names = [
  'admin.crt',
  'admin.key',
  'bootstrap-token',
  'ca-cert-hash',
  'ca.crt',
  'ca.key',
  'db-password',
  'known_hosts',
  'kubeconfig',
  'ssh',
  ...['control-plane', 'name-server', 'worker-1', 'worker-2'].flatMap((name) => [`ssh-host-${name}.key`, `ssh-host-${name}.pub`]),
  'ssh.pub',
  'web.crt',
  'web.key',
];

let state: string;
let secrets: LabSecrets;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'secrets-'));
  secrets = await ensureSecrets(lab, state);
});
afterAll(() => rmSync(state, { recursive: true }));

const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
const contents = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
const certificate = (name: 'ca.crt' | 'admin.crt' | 'web.crt') => new X509Certificate(secrets.read(name));

describe('interruptions', () => {
  let other: string;
  const path = process.env.PATH;
  beforeEach(() => void (other = mkdtempSync(join(tmpdir(), 'secrets-'))));
  afterEach(() => {
    process.env.PATH = path;
    rmSync(other, { recursive: true });
  });

  test('a run that failed half-way left no secrets, and the next one makes them all', async () => {
    process.env.PATH = other;
    await expect(ensureSecrets(lab, other)).rejects.toThrow(CommandError);
    expect(existsSync(join(other, 'secrets'))).toBe(false);
    process.env.PATH = path;
    expect(readdirSync((await ensureSecrets(lab, other)).folder).sort()).toEqual(names);
    expect(readdirSync(other)).toEqual(['secrets']);
  });

  test('a folder another run did not finish does not count, and nothing in it is used', async () => {
    const unfinished = join(other, `.secrets-${process.pid}`);
    mkdirSync(unfinished);
    writeFileSync(join(unfinished, 'ca.key'), 'half');
    const made = await ensureSecrets(lab, other);
    expect(made.read('ca.key')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  });
});

test('the folder is its owner’s alone, and every file in it', () => {
  expect(mode(secrets.folder)).toBe('700');
  expect(readdirSync(secrets.folder).sort()).toEqual(names);
  for (const name of names) expect([name, mode(join(secrets.folder, name))]).toEqual([name, '600']);
});

test('a folder and files that others may read are narrowed when they are looked at and when they are made whole', async () => {
  const widen = () => {
    chmodSync(secrets.folder, 0o755);
    for (const name of names) chmodSync(join(secrets.folder, name), 0o644);
  };
  const modes = () => [secrets.folder, ...names.map((name) => join(secrets.folder, name))].map(mode);
  const narrow = ['700', ...names.map(() => '600')];
  widen();
  existingSecrets(secrets.folder);
  expect(modes()).toEqual(narrow);
  widen();
  await ensureSecrets(lab, state);
  expect(modes()).toEqual(narrow);
});

test('a second run keeps what the first made', async () => {
  const before = contents(secrets.folder);
  expect((await ensureSecrets(lab, state)).folder).toBe(secrets.folder);
  expect(contents(secrets.folder)).toEqual(before);
  expect(existingSecrets(secrets.folder).read('bootstrap-token')).toBe(secrets.read('bootstrap-token'));
});

test('the administrator is one through the group whose rights can be taken back', () => {
  expect(certificate('admin.crt').subject.split('\n')).toContain('O=kubeadm:cluster-admins');
  expect(certificate('admin.crt').checkIssued(certificate('ca.crt'))).toBe(true);
});

test('the web certificate is for the load balancer’s address and the names it is asked by', () => {
  const web = certificate('web.crt');
  expect(web.checkIssued(certificate('ca.crt'))).toBe(true);
  expect(web.checkIP('192.168.56.60')).toBe('192.168.56.60');
  for (const name of ['www.company.internal', 'api-tester', 'api-tester-lb']) expect(web.checkHost(name)).toBe(name);
});

test('the hash workers check the authority by is that of its public key', () => {
  const spki = certificate('ca.crt').publicKey.export({ type: 'spki', format: 'der' });
  expect(secrets.read('ca-cert-hash')).toBe(`sha256:${createHash('sha256').update(spki).digest('hex')}`);
});

test('the bootstrap token has kubeadm’s form, and the password is long', () => {
  expect(secrets.read('bootstrap-token')).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/);
  expect(secrets.read('db-password')).toMatch(/^[a-z0-9]{24}$/);
});

test('kubectl gets the API’s address, the authority and the administrator’s key', () => {
  const { clusters, users, contexts, 'current-context': current } = JSON.parse(readFileSync(secrets.kubeconfig, 'utf8'));
  const decoded = (text: string) => Buffer.from(text, 'base64').toString().trim();
  expect([current, contexts]).toEqual(['lesson', [{ name: 'lesson', context: { cluster: 'lesson', user: 'lesson-admin' } }]]);
  expect(clusters[0].cluster.server).toBe('https://192.168.56.30:6443');
  expect(decoded(clusters[0].cluster['certificate-authority-data'])).toBe(secrets.read('ca.crt'));
  expect(decoded(users[0].user['client-certificate-data'])).toBe(secrets.read('admin.crt'));
  expect(decoded(users[0].user['client-key-data'])).toBe(secrets.read('admin.key'));
});

test('every machine’s host key is known before the first login, by name and by address', () => {
  const key = (machine: string) => secrets.read(hostKeyName(machine, 'pub')).split(' ').slice(0, 2).join(' ');
  expect(key('worker-1')).toMatch(/^ssh-ed25519 /);
  expect(readFileSync(secrets.knownHosts, 'utf8').trim().split('\n')).toEqual([
    `control-plane,192.168.56.30 ${key('control-plane')}`,
    `worker-1,192.168.56.31 ${key('worker-1')}`,
    `worker-2,192.168.56.32 ${key('worker-2')}`,
    `name-server,192.168.56.50 ${key('name-server')}`,
  ]);
});

test.each([
  ['ssh', 'ssh.pub'],
  ['ssh-host-worker-1.key', 'ssh-host-worker-1.pub'],
])('the key %s needs no passphrase and belongs to %s', (key, publicKey) => {
  const derived = execFileSync('ssh-keygen', ['-y', '-P', '', '-f', join(secrets.folder, key)]).toString();
  const fields = (text: string) => text.trim().split(' ').slice(0, 2);
  expect(fields(derived)).toEqual(fields(readFileSync(join(secrets.folder, publicKey), 'utf8')));
});

test('another lab has other secrets', async () => {
  const other = mkdtempSync(join(tmpdir(), 'secrets-'));
  try {
    const theirs = contents((await ensureSecrets(resolveLab({ name: 'other' }), other)).folder);
    const ours = contents(secrets.folder);
    expect(names.filter((name) => theirs[name] === ours[name])).toEqual([]);
  } finally {
    rmSync(other, { recursive: true });
  }
});

describe('with a machine that came later', () => {
  const larger = resolveLab({ workers: [{}, {}, {}] });
  const publicKeys = (folder: string) =>
    machines(larger).map(({ name }) => readFileSync(join(folder, hostKeyName(name, 'pub')), 'utf8'));

  test('each machine has a host key of its own, and those that were there keep theirs', async () => {
    const before = contents(secrets.folder);
    const { folder } = await ensureSecrets(larger, state);
    expect(new Set(publicKeys(folder)).size).toBe(5);
    expect(readFileSync(secrets.knownHosts, 'utf8')).toContain('worker-3,192.168.56.33 ssh-ed25519 ');
    for (const name of Object.keys(before).filter((file) => file.startsWith('ssh-host-'))) {
      expect([name, readFileSync(join(folder, name), 'utf8')]).toEqual([name, before[name]]);
    }
  });

  test('a half of a host key is no host key', async () => {
    rmSync(join(secrets.folder, 'ssh-host-worker-3.pub'));
    writeFileSync(join(secrets.folder, '.unfinished'), 'half');
    await ensureSecrets(larger, state);
    expect(readdirSync(secrets.folder).filter((name) => name.includes('worker-3') || name.includes('unfinished'))).toEqual([
      'ssh-host-worker-3.key',
      'ssh-host-worker-3.pub',
    ]);
    expect(mode(join(secrets.folder, 'ssh-host-worker-3.key'))).toBe('600');
  });
});

test('a lab of an earlier version gets a host key for each machine in place of the shared one', async () => {
  const other = mkdtempSync(join(tmpdir(), 'secrets-'));
  try {
    const { folder } = await ensureSecrets(lab, other);
    for (const half of ['key', 'pub'] as const) {
      writeFileSync(join(folder, `ssh-host.${half}`), readFileSync(join(folder, hostKeyName('worker-1', half))));
      for (const { name } of machines(lab)) rmSync(join(folder, hostKeyName(name, half)));
    }
    await ensureSecrets(lab, other);
    expect(readdirSync(folder).sort()).toEqual(names);
  } finally {
    rmSync(other, { recursive: true });
  }
});
