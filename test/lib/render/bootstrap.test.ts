import { resolveLab } from '../../../lib/model';
import { bootstrapEnvironment, hostsFile, resolvConf } from '../../../lib/render';
import { machineNamed } from './machines';

const lab = resolveLab();
const lines = (text: string) => text.split('\n').map((line) => line.trim());

test.each([
  ['control-plane', 'LAB_ROLE=control-plane\n'],
  ['worker-1', 'LAB_ROLE=worker\n'],
])('the bootstrap script on %s is told its role', (name, text) => {
  expect(bootstrapEnvironment(machineNamed(lab, name))).toBe(text);
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
