import { spawnSync } from 'node:child_process';
import { resolveLab } from '../../../lib/model';
import { bootstrapUnit, controlPlaneScript, hostsFile, masqueradeUnit, resolvConf, workerScript } from '../../../lib/render';
import { machineNamed } from './machines';

const lab = resolveLab();
const lines = (text: string) => text.split('\n').map((line) => line.trim());

describe('the scripts', () => {
  test.each([
    ['control plane', controlPlaneScript()],
    ['worker', workerScript()],
  ])('of a %s is text bash understands, and stops at the first failure', (_role, script) => {
    const checked = spawnSync('bash', ['-n'], { input: script });
    expect([checked.status, checked.stderr.toString()]).toEqual([0, '']);
    expect(script).toMatch(/^#!\/bin\/bash\nset -euo pipefail\n/);
  });

  test('the control plane copies the authority before init and marks init as done right after', () => {
    const steps = lines(controlPlaneScript());
    const position = (start: string) => steps.findIndex((line) => line.startsWith(start));
    const order = [
      'reset_unfinished',
      'install -m 0644 /etc/lab/pki/ca.crt',
      'install -m 0600 /etc/lab/pki/ca.key',
      'kubeadm init --config /etc/lab/kubeadm.yaml',
      'touch /var/lib/lab/initialised',
      'kubectl kustomize',
      'touch /var/lib/lab/bootstrapped',
    ];
    // The first mention of reset_unfinished is its definition.
    const positions = [steps.lastIndexOf('reset_unfinished'), ...order.slice(1).map(position)];
    expect(positions).toEqual([...positions].sort((a, b) => a - b));
    expect(positions).not.toContain(-1);
  });

  test('MetalLB is applied by the server and waits for no Secret', () => {
    expect(controlPlaneScript()).toContain('kubectl apply --server-side --force-conflicts --validate=false -f -');
    expect(controlPlaneScript()).toContain('create secret generic memberlist');
  });

  test('a worker makes the folder of its volumes, then joins', () => {
    const steps = lines(workerScript());
    expect(steps).toEqual(
      expect.arrayContaining([
        'install -d -m 0755 /var/lib/lab/volumes',
        'kubeadm join --config /etc/lab/kubeadm.yaml',
        'touch /var/lib/lab/bootstrapped',
      ]),
    );
  });
});

describe('the units', () => {
  test('bootstrap runs until it has succeeded, and not again', () => {
    expect(lines(bootstrapUnit())).toEqual(
      expect.arrayContaining([
        'ConditionPathExists=!/var/lib/lab/bootstrapped',
        'ExecStart=/usr/local/sbin/lab-bootstrap',
        'Restart=on-failure',
        'TimeoutStartSec=infinity',
        'StandardOutput=journal+console',
      ]),
    );
  });

  test('masquerading is in place before kubelet, and leaves other rules alone', () => {
    expect(lines(masqueradeUnit())).toEqual(
      expect.arrayContaining([
        'Before=kubelet.service',
        'ExecStart=/usr/sbin/iptables-restore --noflush /etc/lab/masquerade.rules',
      ]),
    );
  });
});

test('a machine knows itself', () => {
  expect(hostsFile(lab, machineNamed(lab, 'worker-1'))).toBe(
    '127.0.0.1 localhost\n192.168.56.31 worker-1.company.internal worker-1\n',
  );
});

test.each([
  ['worker-1', '192.168.56.50'],
  ['control-plane', '192.168.56.50'],
  ['name-server', '127.0.0.1'],
])('%s asks the name server at %s', (name, server) => {
  expect(lines(resolvConf(lab, machineNamed(lab, name))).slice(1)).toEqual([
    `nameserver ${server}`,
    'search company.internal',
    '',
  ]);
});
