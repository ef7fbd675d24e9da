import { machines, resolveLab } from '../../lib/model';
import { resources, type Synthesized } from '../lib/constructs/synthesis';
import { counts, synthesizeStack } from './synthesis';

const synthesized = synthesizeStack('infrastructure');
const byName = (type: string): Synthesized['resource'][string] =>
  Object.fromEntries(resources(synthesized, type).map((made) => [made.name, made]));

test('has four machines with a disk and a seed each, over one image, on one network', () => {
  expect(counts(synthesized)).toEqual({
    libvirt_pool: 1,
    libvirt_network: 1,
    libvirt_volume: 3 + 4,
    libvirt_cloudinit_disk: 4,
    libvirt_domain: 4,
    terraform_data: 1,
  });
});

test.each([
  ['control-plane', 2, 3072, '52:54:00:a8:38:1e'],
  ['worker-1', 1, 2048, '52:54:00:a8:38:1f'],
  ['worker-2', 1, 2048, '52:54:00:a8:38:20'],
  ['name-server', 1, 512, '52:54:00:a8:38:32'],
])('%s has %i CPUs, %i MiB and the MAC address %s', (name, vcpu, memory, mac) => {
  const domain = byName('libvirt_domain')[`\${var.machines_of}-${name}`];
  expect(domain).toMatchObject({ vcpu, memory, network_interface: [{ mac, wait_for_lease: false }] });
});

test('every volume and seed has its name', () => {
  const names = ['control-plane', 'worker-1', 'worker-2', 'name-server'];
  expect(Object.keys(byName('libvirt_volume')).sort()).toEqual(
    ['node_image.qcow2', 'vmlinuz', 'initrd.img', ...names.map((name) => `${name}.qcow2`)].sort(),
  );
  expect(Object.keys(byName('libvirt_cloudinit_disk')).sort()).toEqual(names.map((name) => `${name}-seed.iso`).sort());
});

test('each machine has its own disk and seed', () => {
  const domains = Object.values(byName('libvirt_domain'));
  const parts = domains.flatMap((domain) => [domain.disk[0].volume_id, domain.cloudinit]);
  expect(new Set(parts).size).toBe(8);
  for (const { name, disk, cloudinit } of domains) {
    const machine = name.replace('${var.machines_of}-', '');
    expect([disk[0].volume_id, cloudinit]).toEqual([
      expect.stringContaining(`.machine-${machine}_Disk_`),
      expect.stringContaining(`.machine-${machine}_Seed_`),
    ]);
  }
});

test('only the control plane’s seed carries the authority’s key', () => {
  const seeds = resources(synthesized, 'libvirt_cloudinit_disk').filter(({ user_data }) => user_data.includes('/ca.key'));
  expect(seeds.map(({ name }) => name)).toEqual(['control-plane-seed.iso']);
});

test('the provider is configured by a variable, in the version its bindings are made from', () => {
  expect(synthesized.provider).toEqual({ libvirt: [{ uri: '${var.libvirt_uri}' }] });
  expect(synthesized.terraform.required_providers).toEqual({ libvirt: { source: 'dmacvicar/libvirt', version: '0.8.3' } });
});

test('every variable has a default and a description', () => {
  expect(Object.keys(synthesized.variable).sort()).toEqual([
    'console_folder',
    'domain_type',
    'lab_id',
    'lab_owner',
    'libvirt_uri',
    'machines_id',
    'machines_of',
    'network_mode',
    'node_image',
    'secrets',
    'storage_group',
    'storage_path',
  ]);
  for (const variable of Object.values(synthesized.variable)) {
    expect(variable).toEqual({ type: 'string', default: expect.any(String), description: expect.stringMatching(/\.$/) });
  }
});

test('machines come and go with the definition', () => {
  const workers = Array.from({ length: 5 }, () => ({}));
  const definition = { workers };
  expect(counts(synthesizeStack('infrastructure', definition)).libvirt_domain).toBe(machines(resolveLab(definition)).length);
});

test('a machine may have any name, also one that this program or JavaScript uses itself', () => {
  const workers = ['constructor', 'image', 'network', 'secrets'].map((name) => ({ name }));
  const { resource } = synthesizeStack('infrastructure', { workers });
  expect(Object.values(resource.libvirt_domain!).map(({ name }) => name)).toEqual(
    expect.arrayContaining(workers.map(({ name }) => expect.stringMatching(new RegExp(`(^|-)${name}$`)))),
  );
});

test('what stands for the machines is another one once any of them was made anew', () => {
  const domains = Object.keys(synthesized.resource.libvirt_domain!).map((id) => `libvirt_domain.${id}`);
  const [{ lifecycle }] = resources(synthesized, 'terraform_data') as [{ lifecycle: { replace_triggered_by: string[] } }];
  expect(lifecycle.replace_triggered_by.sort()).toEqual(domains.sort());
});

test('tells where the machines are, how to log in, and the zone', () => {
  const { addresses, gateway, ssh, zone } = synthesized.output;
  expect([addresses!.value, gateway!.value, zone!.value]).toEqual([
    {
      'control-plane': '192.168.56.30',
      'worker-1': '192.168.56.31',
      'worker-2': '192.168.56.32',
      'name-server': '192.168.56.50',
    },
    '192.168.56.1',
    'company.internal',
  ]);
  expect((ssh!.value as Record<string, string>)['worker-1']).toMatch(
    /^ssh .*-i \$\{abspath\(var\.secrets\)\}\/ssh .* lab@192\.168\.56\.31$/,
  );
});
