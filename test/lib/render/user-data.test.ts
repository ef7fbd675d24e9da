import { parse } from 'yaml';
import { machines, resolveLab } from '../../../lib/model';
import { bindFiles, metaData, toTerraformTemplate, userData } from '../../../lib/render';
import { machineNamed } from './machines';

const lab = resolveLab();
interface File {
  path: string;
  content: string;
  permissions: string;
  encoding?: string;
}
const of = (name: string) => parse(userData(lab, machineNamed(lab, name)));
const filesOf = (name: string): File[] => of(name).write_files;
const file = (name: string, path: string) => filesOf(name).find((candidate) => candidate.path === path)!;
const all = machines(lab).map(({ name }) => name);
const clusterNodes = ['control-plane', 'worker-1', 'worker-2'];

describe.each(all)('%s', (name) => {
  test('is cloud-config that names the machine', () => {
    expect(userData(lab, machineNamed(lab, name))).toMatch(/^#cloud-config\n/);
    expect(of(name)).toMatchObject({ hostname: name, fqdn: `${name}.company.internal`, prefer_fqdn_over_hostname: false });
    expect(parse(metaData(machineNamed(lab, name)))).toEqual({ 'instance-id': name, 'local-hostname': name });
  });

  test('lets the login user in by key and nobody by password', () => {
    expect(of(name)).toMatchObject({ ssh_pwauth: false, disable_root: true });
    expect(of(name).users).toEqual([
      expect.objectContaining({ name: 'lab', lock_passwd: true, ssh_authorized_keys: ['((secret text ssh.pub))'] }),
    ]);
  });

  test('keeps the host key it was given and generates no other', () => {
    expect(of(name)).toMatchObject({ ssh_deletekeys: false, ssh_genkeytypes: ['ed25519'] });
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
    for (const { permissions } of filesOf(name)) expect(permissions).toMatch(/^0(644|600|755)$/);
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
  expect(of(name).runcmd).toEqual([['systemctl', 'enable', '--now', '--no-block', ...units]]);
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
    expect(path).not.toMatch(/^\/(usr|etc\/systemd)\//);
    expect(content).not.toMatch(/^(#!|\[Unit\])/);
  }
});

test('the name server has its zones and the intranet’s page', () => {
  expect(filesOf('name-server').map(({ path }) => path)).toEqual(
    expect.arrayContaining([...Object.keys(bindFiles(lab)), '/var/www/html/index.html']),
  );
});
