import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { goComponents } from '../../../build/image/go-programs';
import { overlayFolder, rootPrograms } from '../../../build/image/root-filesystem';

const overlay = (path: string): string => readFileSync(join(overlayFolder, path), 'utf8');

test('containerd’s pod sandbox is the pause image that is loaded, and systemd owns the control groups', () => {
  expect(overlay('etc/containerd/config.toml')).toContain("sandbox = '@pause@'");
  expect(overlay('etc/containerd/config.toml')).toContain('SystemdCgroup = true');
});

test('kubelet does not start before kubeadm has configured it', () => {
  expect(overlay('etc/systemd/system/kubelet.service.d/10-kubeadm.conf')).toContain(
    'ConditionPathExists=/var/lib/kubelet/config.yaml',
  );
});

test('cloud-init reads one kind of disk, and runs nothing that needs a network', () => {
  const config = parse(overlay('etc/cloud/cloud.cfg')) as Record<string, unknown>;
  expect(config.datasource_list).toEqual(['NoCloud']);
  expect(config.cloud_init_modules).toEqual([
    'bootcmd',
    'write-files',
    'set_hostname',
    'update_etc_hosts',
    'users-groups',
    'ssh',
  ]);
  expect(config.cloud_final_modules).toEqual(['runcmd', 'scripts-user', 'final-message']);
});

test('nobody logs in with a password', () => {
  expect(overlay('etc/ssh/sshd_config.d/lab.conf')).toMatch(/^PasswordAuthentication no$/m);
  expect(parse(overlay('etc/cloud/cloud.cfg'))).toMatchObject({ ssh_pwauth: false, disable_root: true });
});

test.each(Object.entries(rootPrograms))('the programs of %s are built', (component, programs) => {
  for (const program of programs) expect(goComponents[component as keyof typeof goComponents]).toHaveProperty(program);
});
