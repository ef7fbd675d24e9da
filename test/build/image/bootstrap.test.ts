import { accessSync, constants, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { overlayFolder } from '../../../build/image/root-filesystem';
import { type Machine, resolveLab } from '../../../lib/model';
import { seedFiles, volumesFolder } from '../../../lib/render';

// The order of its steps is shown in bootstrap.node.test.ts, where the script runs.
const script = 'usr/local/lib/lab/bootstrap.sh';
const overlay = (path: string): string => readFileSync(join(overlayFolder, path), 'utf8');
const unit = (name: string): string => overlay(`etc/systemd/system/${name}.service`);
const lines = (text: string): string[] => text.split('\n');
const lab = resolveLab();

test('the script can be run', () => {
  accessSync(join(overlayFolder, script), constants.X_OK);
});

test('bootstrap runs until it has succeeded, and not again', () => {
  expect(lines(unit('lab-bootstrap'))).toEqual(
    expect.arrayContaining([
      'ConditionPathExists=!/var/lib/lab/bootstrapped',
      'EnvironmentFile=/etc/lab/bootstrap.env',
      `ExecStart=/${script}`,
      'Restart=on-failure',
      'TimeoutStartSec=infinity',
      'StandardOutput=journal+console',
    ]),
  );
});

test('masquerading is in place before kubelet, and leaves other rules alone', () => {
  expect(lines(unit('lab-masquerade'))).toEqual(
    expect.arrayContaining([
      'Before=kubelet.service',
      'ExecStart=/usr/sbin/iptables-restore --noflush /etc/lab/masquerade.rules',
    ]),
  );
});

/** Each file below /etc/lab that the seed writes, and their folders. */
const written = (machine: Machine): string[] => {
  const paths = seedFiles(lab, machine)
    .map(({ path }) => path)
    .filter((path) => path.startsWith('/etc/lab/'));
  return [...paths, ...paths.map((path) => dirname(path))];
};

test.each([
  [
    'control-plane',
    lab.controlPlane,
    ['bootstrap.env', 'kubeadm.yaml', 'masquerade.rules', 'metallb', 'pki/ca.crt', 'pki/ca.key'],
  ],
  ['worker', lab.workers[0]!, ['bootstrap.env', 'kubeadm.yaml', 'masquerade.rules']],
])('what the image reads on a %s is what its seed writes there', (_role, machine, names) => {
  expect(written(machine)).toEqual(expect.arrayContaining(names.map((name) => `/etc/lab/${name}`)));
});

test('the image reads nothing else that belongs to one lab', () => {
  const read = [script, 'etc/systemd/system/lab-bootstrap.service', 'etc/systemd/system/lab-masquerade.service']
    .flatMap((path) => overlay(path).match(/\/etc\/lab\/[\w./-]*\w/g) ?? [])
    .sort();
  const places = ['bootstrap.env', 'kubeadm.yaml', 'masquerade.rules', 'metallb', 'pki/ca.crt', 'pki/ca.key'];
  expect([...new Set(read)]).toEqual(places.map((name) => `/etc/lab/${name}`));
});

test('a worker has the folder of its volumes before any Service is defined', () => {
  expect(overlay(script)).toContain(`install -d -m 0755 ${volumesFolder}\n`);
});
