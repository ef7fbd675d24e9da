import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { goComponents } from '../../../build/image/go-programs';
import { loginUser, overlayFolder, rootPrograms } from '../../../build/image/root-filesystem';
import { loginUser as usersOfLabs } from '../../../lib/render';

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

test('the account of the image is the one that labs let in', () => {
  expect(loginUser).toBe(usersOfLabs);
});

test('a machine reads its seed before anything reads what that writes, and once', () => {
  const unit = overlay('etc/systemd/system/lab-seed.service');
  expect(unit).toMatch(/^Before=network-pre\.target sysinit\.target /m);
  expect(unit).toContain('ConditionPathExists=!/var/lib/lab/seeded\n');
  const script = overlay('usr/local/lib/lab/seed.sh');
  expect(script.indexOf('user-data"')).toBeGreaterThan(0);
  expect(script.indexOf('\nsync\n')).toBeGreaterThan(script.indexOf('user-data"'));
  expect(script.indexOf('touch /var/lib/lab/seeded')).toBeGreaterThan(script.indexOf('\nsync\n'));
});

test('nobody logs in with a password', () => {
  expect(overlay('etc/ssh/sshd_config.d/lab.conf')).toMatch(/^PasswordAuthentication no$/m);
});

test.each(Object.entries(rootPrograms))('the programs of %s are built', (component, programs) => {
  for (const program of programs) expect(goComponents[component as keyof typeof goComponents]).toHaveProperty(program);
});
