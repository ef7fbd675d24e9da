import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  confidentialSecrets,
  describeFindings,
  findSecrets,
  readableByOthers,
  textsIn,
} from '../../../dev/real-test/secret-search';
import { resolveLab } from '../../../lib/model';
import { ensureSecrets, type LabSecrets } from '../../../operations/secrets/lab-secrets';

let state: string;
let lab: LabSecrets;
let secrets: Record<string, string>;
beforeAll(async () => {
  state = mkdtempSync(join(tmpdir(), 'secret-search-'));
  lab = await ensureSecrets(resolveLab(), state);
  secrets = confidentialSecrets(lab.folder);
});
afterAll(() => rmSync(state, { recursive: true }));

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const file = (name: string): string => readFileSync(join(lab.folder, name), 'utf8');
const found = (text: string): string[] =>
  findSecrets(secrets, [{ place: 'log', text }]).map(({ secret, form }) => `${secret} ${form}`);

test('what anybody may know is no secret', () => {
  expect(Object.keys(secrets).sort()).toEqual([
    'admin.key',
    'bootstrap-token',
    'ca.key',
    'db-password',
    'kubeconfig',
    'ssh',
    'ssh-host-control-plane.key',
    'ssh-host-name-server.key',
    'ssh-host-worker-1.key',
    'ssh-host-worker-2.key',
    'web.key',
  ]);
});

/** What Terraform printed of a machine's seed, and `up` wrote into its log, before the secrets were sensitive to it. */
const planOfASeed = () => `
  # libvirt_cloudinit_disk.machine-control-plane_Seed_9A5B2C1D will be created
  + resource "libvirt_cloudinit_disk" "machine-control-plane_Seed_9A5B2C1D" {
      + id             = (known after apply)
      + name           = "control-plane-seed.iso"
      + user_data      = <<-EOT
            #cloud-config
            write_files:
              - path: /etc/ssh/ssh_host_ed25519_key
                content: ${base64(file('ssh-host-control-plane.key'))}
                encoding: b64
              - path: /etc/lab/kubeadm.yaml
                content: |
                  bootstrapTokens:
                    - token: ${file('bootstrap-token').trim()}
                      ttl: 0s
              - path: /etc/lab/pki/ca.key
                content: ${base64(file('ca.key'))}
                encoding: b64
        EOT
    }
`;

test('a plan as it was logged is found to hold the keys and the token', () => {
  expect(found(planOfASeed())).toEqual([
    'bootstrap-token as it is',
    'bootstrap-token in part',
    'ca.key in base64',
    'ssh-host-control-plane.key in base64',
  ]);
  expect(found(planOfASeed().replace(/<<-EOT.*EOT/s, '(sensitive value)'))).toEqual([]);
});

test.each<[string, () => string, string]>([
  ['a key as it is', () => `key:\n${file('ca.key')}`, 'ca.key as it is'],
  ['a line of a key', () => `x${file('ca.key').split('\n')[1]}x`, 'ca.key line 2'],
  ['a line of an SSH key', () => file('ssh').split('\n')[2]!, 'ssh line 3'],
  ['a key in JSON', () => JSON.stringify({ key: file('web.key') }), 'web.key in JSON'],
  ['a key in base64 without its last newline', () => base64(file('ca.key').trim()), 'ca.key in base64'],
  ['base64 with line breaks', () => base64(file('ca.key')).replaceAll(/.{76}/g, '$&\n    '), 'ca.key in base64'],
  [
    'a password in the base64 of a text, one byte behind a block',
    () => base64(`1234${file('db-password')}`),
    'db-password in base64',
  ],
  ['a password in the base64 of a text, two bytes behind', () => base64(`12345${file('db-password')}`), 'db-password in base64'],
  ['half of the token', () => `"token-secret": "${file('bootstrap-token').trim().split('.')[1]}"`, 'bootstrap-token in part'],
  ['a key in a URL', () => `?key=${encodeURIComponent(file('admin.key').trim())}`, 'admin.key URL-encoded'],
  ['the administrator’s key in the kubeconfig', () => file('kubeconfig'), 'admin.key in base64'],
])('%s is found', (_what, text, expected) => {
  expect(found(`before ${text()} after`)).toContain(expected);
});

test('what is public, or another lab’s, is not found', async () => {
  const other = mkdtempSync(join(tmpdir(), 'secret-search-'));
  try {
    const theirs = await ensureSecrets(resolveLab(), other);
    const text = Object.values(confidentialSecrets(theirs.folder)).join('\n');
    expect(found(text + ['ca.crt', 'admin.crt', 'ssh.pub', 'known_hosts', 'ca-cert-hash'].map(file).join('\n'))).toEqual([]);
  } finally {
    rmSync(other, { recursive: true });
  }
});

test('a finding tells where it is, and how often', () => {
  const [finding] = findSecrets(secrets, [{ place: 'up.log', text: `${secrets['db-password']} ${secrets['db-password']}` }]);
  expect(describeFindings([finding!])).toBe('up.log: db-password as it is, 2 times');
});

describe('files', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'secret-search-'));
    chmodSync(folder, 0o755);
    for (const name of ['open', 'closed']) {
      mkdirSync(join(folder, name));
      writeFileSync(join(folder, name, 'log'), 'text');
      chmodSync(join(folder, name, 'log'), 0o644);
    }
    chmodSync(join(folder, 'closed'), 0o700);
    symlinkSync('/etc/passwd', join(folder, 'open', 'link'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('that others can read are those with an open way to them', () => {
    expect(readableByOthers(folder)).toEqual([join(folder, 'open', 'log')]);
    chmodSync(join(folder, 'open', 'log'), 0o640);
    expect(readableByOthers(folder)).toEqual([]);
  });

  test('are read wherever they lie below a folder, and none where there is no folder', () => {
    expect(textsIn(folder).map(({ text }) => text)).toEqual(['text', 'text']);
    expect(textsIn(join(folder, 'missing'))).toEqual([]);
  });
});
