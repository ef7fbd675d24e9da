import { machines, resolveLab } from '../../../lib/model';
import { bindFiles, seedFiles, toTerraformTemplate, userData } from '../../../lib/render';
import { machineNamed } from './machines';
import { runUserData } from './run-user-data';

const lab = resolveLab();
const script = (name: string) => userData(lab, machineNamed(lab, name));
const filesOf = (name: string) => seedFiles(lab, machineNamed(lab, name));
const file = (name: string, path: string) => filesOf(name).find((candidate) => candidate.path === path)!;
const all = machines(lab).map(({ name }) => name);
const clusterNodes = ['control-plane', 'worker-1', 'worker-2'];

describe.each(all)('%s', (name) => {
  test('is named by a script, which ends at the first command that fails', () => {
    expect(script(name)).toMatch(/^#!\/bin\/bash\n# .*\nset -euo pipefail\n/);
    expect(file(name, '/etc/hostname').content).toBe(name);
    expect(runUserData(script(name)).commands).toContain(`hostname ${name}`);
  });

  test('gets every file as it was rendered', () => {
    const { files } = runUserData(script(name));
    const rendered = filesOf(name).map(({ path, content, permissions = '0644', encoding }) => {
      // A secret's mark is text. Where base64 stands in a real seed, the shell takes it out of base64.
      const text = content.endsWith('\n') ? content : `${content}\n`;
      return [path, { mode: permissions, text: encoding ? `decoded ${text}` : text }];
    });
    expect(files).toEqual(Object.fromEntries(rendered));
  });

  test('lets the login user in by the key of the lab', () => {
    expect(file(name, '/home/lab/.ssh/authorized_keys')).toMatchObject({
      content: '((secret text ssh.pub))',
      permissions: '0600',
    });
    expect(runUserData(script(name)).commands).toContain('chown lab: /home/lab/.ssh/authorized_keys');
  });

  test('has the host key it was given', () => {
    expect(filesOf(name).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/etc/ssh/ssh_host_ed25519_key', '/etc/ssh/ssh_host_ed25519_key.pub']),
    );
  });

  test('asks the gateway for the time', () => {
    expect(file(name, '/etc/chrony/sources.d/lab.sources').content).toMatch(/^server 192\.168\.56\.1 /);
  });

  test('has every file once, with permissions', () => {
    const paths = filesOf(name).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    for (const { mode } of Object.values(runUserData(script(name)).files)) expect(mode).toMatch(/^0(644|600|755)$/);
  });

  test('keeps keys and tokens to root', () => {
    const confidential = filesOf(name).filter(({ content }) =>
      /\(\(secret \w+ (ca\.key|ssh-host-[a-z0-9-]+\.key|bootstrap-token)\)\)/.test(content),
    );
    expect(confidential.length).toBeGreaterThan(0);
    for (const { path, permissions } of confidential) expect([path, permissions]).toEqual([path, '0600']);
  });

  test('takes binary-safe files in base64 only', () => {
    for (const { content, encoding } of filesOf(name)) expect(content.includes('((secret base64')).toBe(encoding === 'b64');
  });

  test('leaves no mark behind as a template, and no secret in it', () => {
    const template = toTerraformTemplate(userData(lab, machineNamed(lab, name)), 'var.secrets');
    expect(template).not.toContain('((secret');
    expect(template).not.toMatch(/-----BEGIN|PRIVATE KEY/);
    // What is left of `${` belongs to expressions that read the secrets folder.
    const expressions = template.match(/(?<!\$)\$\{(?!var\.secrets\})[^}]*\}[^}]*\}/g) ?? [];
    for (const expression of expressions)
      expect(expression).toMatch(/^\$\{sensitive\((trimspace\(file|filebase64)\("\$\{var\.secrets\}\/[a-z0-9.-]+"\)+\}$/);
  });

  test('gets no secret that is not for a machine', () => {
    expect(userData(lab, machineNamed(lab, name))).not.toMatch(/\(\(secret \w+ (admin|web|db-password)/);
  });
});

test.each(all)('%s has a host key of its own, and no other machine’s', (name) => {
  const keys = [...userData(lab, machineNamed(lab, name)).matchAll(/ssh-host-([a-z0-9-]+)\.(key|pub)\)\)/g)];
  expect(keys.map(([, machine, half]) => [machine, half])).toEqual([
    [name, 'key'],
    [name, 'pub'],
  ]);
});

test('only the control plane gets the authority’s key', () => {
  expect(all.filter((name) => userData(lab, machineNamed(lab, name)).includes('ca.key))'))).toEqual(['control-plane']);
  expect(file('control-plane', '/etc/lab/pki/ca.key')).toMatchObject({
    content: '((secret base64 ca.key))',
    permissions: '0600',
  });
});

test('the name server gets no token', () => {
  expect(userData(lab, lab.nameServer)).not.toContain('bootstrap-token');
});

test.each([
  ['control-plane', ['lab-masquerade', 'containerd', 'kubelet', 'lab-bootstrap']],
  ['worker-1', ['lab-masquerade', 'containerd', 'kubelet', 'lab-bootstrap']],
  ['name-server', ['named', 'nginx']],
])('%s starts its units without waiting for them', (name, units) => {
  expect(runUserData(script(name)).commands.slice(-2)).toEqual([
    `systemctl --no-reload enable ${units.join(' ')}`,
    `systemctl --no-block start ${units.join(' ')}`,
  ]);
});

test.each(clusterNodes)('%s has all a node needs', (name) => {
  expect(filesOf(name).map(({ path }) => path)).toEqual(
    expect.arrayContaining([
      '/etc/cni/net.d/10-lab.conflist',
      '/etc/lab/masquerade.rules',
      '/etc/lab/kubeadm.yaml',
      '/etc/lab/bootstrap.env',
    ]),
  );
  expect(file(name, '/etc/lab/kubeadm.yaml').permissions).toBe('0600');
});

test('the control plane initialises and the workers join', () => {
  expect(
    clusterNodes.map((name) => /kind: (Init|Join)Configuration/.exec(file(name, '/etc/lab/kubeadm.yaml').content)?.[1]),
  ).toEqual(['Init', 'Join', 'Join']);
});

test.each(all)('%s is given values only: its scripts and units are in the node image', (name) => {
  for (const { path, content } of filesOf(name)) {
    expect(path).not.toMatch(/^\/(usr|etc\/systemd\/system)\//);
    expect(content).not.toMatch(/^(#!|\[Unit\])/);
  }
});

test('the name server has its zones and the intranet’s page', () => {
  expect(filesOf('name-server').map(({ path }) => path)).toEqual(
    expect.arrayContaining([...Object.keys(bindFiles(lab)), '/var/www/html/index.html']),
  );
});
