import { existsSync, rmSync } from 'node:fs';
import { labStateDir } from '../../host/paths';
import { silentProgress } from '../../host/progress';
import { askedFor, chooseHypervisor } from '../../hypervisor/choose';
import { ensureIdentity } from '../../hypervisor/ownership/identity';
import { resolveLab } from '../../lib/model';

const lab = resolveLab({ name: 'choose-test' });
const choose = (env: NodeJS.ProcessEnv, domainType?: 'kvm') =>
  chooseHypervisor(lab, { env, domainType, coredns: () => Promise.reject(new Error('not needed')) });
const nowhere = 'qemu+unix:///system?socket=/nonexistent';

afterEach(() => rmSync(labStateDir(lab.name), { recursive: true, force: true }));

test.each([
  [{}, undefined],
  [{ LAB_HYPERVISOR: 'embedded' }, { kind: 'embedded' }],
  [{ LAB_HYPERVISOR: 'system' }, { kind: 'system', uri: 'qemu:///system' }],
  [
    { LAB_HYPERVISOR: 'system', LIBVIRT_DEFAULT_URI: 'qemu+tls://there/system' },
    { kind: 'system', uri: 'qemu+tls://there/system' },
  ],
  [{ LAB_HYPERVISOR: 'qemu+ssh://me@there/system' }, { kind: 'system', uri: 'qemu+ssh://me@there/system' }],
  // Its words are the user's own, so it may name a program as well.
  [
    { LAB_HYPERVISOR: 'qemu+ext:///system?command=/usr/local/bin/mine' },
    { kind: 'system', uri: 'qemu+ext:///system?command=/usr/local/bin/mine' },
  ],
])('%j asks for %j', (env, hypervisor) => {
  expect(askedFor(env, lab).hypervisor).toEqual(hypervisor);
});

test('fails for a hypervisor and an internet that do not exist', () => {
  expect(() => askedFor({ LAB_HYPERVISOR: 'virtualbox' }, lab)).toThrow('LAB_HYPERVISOR is "virtualbox"');
  expect(() => askedFor({ LAB_INTERNET: 'dsl' }, lab)).toThrow('LAB_INTERNET is "dsl"');
});

test('the definition says it where the environment does not', () => {
  const definition = { hypervisor: { uri: 'qemu+ssh://me@there/system' }, internet: { kind: 'uplink' } } as const;
  const wanting = resolveLab({ name: 'choose-test', ...definition });
  const there = { kind: 'system', uri: 'qemu+ssh://me@there/system' };
  expect(askedFor({}, wanting)).toEqual({ hypervisor: there, internet: 'uplink' });
  const env = { LAB_HYPERVISOR: 'embedded', LAB_INTERNET: 'simulated' };
  expect(askedFor(env, wanting)).toEqual({ hypervisor: { kind: 'embedded' }, internet: 'simulated' });
});

test('disks lie in a folder of the lab’s own below the one the definition names', async () => {
  const storing = resolveLab({ name: 'choose-test', hypervisor: { storage: '/srv/labs/' } });
  for (const LAB_HYPERVISOR of ['embedded', nowhere]) {
    const hypervisor = await chooseHypervisor(storing, { env: { LAB_HYPERVISOR }, coredns: () => Promise.resolve('') });
    expect(hypervisor.storageFolder).toBe('/srv/labs/lab-choose-test');
  }
});

test('the lab brings its own where no libvirt answers', async () => {
  const hypervisor = await choose({ LIBVIRT_DEFAULT_URI: nowhere });
  expect(hypervisor).toMatchObject({ kind: 'embedded', internet: 'simulated' });
  expect(hypervisor.terraformVariables).toMatchObject({ network_mode: 'open', domain_type: 'qemu', libvirt_uri: hypervisor.uri });
  expect(hypervisor.command('lan', ['ip', 'address'])).toEqual(['ip', 'netns', 'exec', 'lab-choose-test-lan', 'ip', 'address']);
});

test("a user's libvirt is used as it is", async () => {
  const hypervisor = await choose({ LAB_HYPERVISOR: nowhere }, 'kvm');
  expect(hypervisor.terraformVariables).toEqual({
    libvirt_uri: nowhere,
    domain_type: 'kvm',
    network_mode: 'nat',
    storage_group: '64055',
    storage_path: '/var/lib/libvirt/images/lab-choose-test',
    console_folder: '',
    lab_id: '',
    lab_owner: '',
    machines_id: '',
  });
  expect(hypervisor.command('lan', ['ip', 'address'])).toEqual(['ip', 'address']);
});

test('a choice is free until something was started', async () => {
  await choose({ LAB_HYPERVISOR: 'embedded' });
  expect(existsSync(labStateDir(lab.name))).toBe(false);
  expect((await choose({ LAB_HYPERVISOR: nowhere })).kind).toBe('system');
});

test('fails for another hypervisor than the lab was made with', async () => {
  ensureIdentity(lab.name);
  await expect((await choose({ LAB_HYPERVISOR: nowhere }, 'kvm')).start(silentProgress)).rejects.toThrow('no libvirt answers');
  expect((await choose({})).terraformVariables).toMatchObject({ libvirt_uri: nowhere, domain_type: 'kvm' });
  await expect(choose({ LAB_HYPERVISOR: 'embedded' })).rejects.toThrow(`made with the hypervisor ${nowhere}, not embedded`);
});
