import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../host/paths';

const functions = join(projectRoot, 'host', 'bootstrap', 'distribution.sh');

function call(name: string, ...args: string[]) {
  const { status, stdout } = spawnSync('bash', ['-euc', `. "$0"; "$@"`, functions, name, ...args], { encoding: 'utf8' });
  return { status, said: stdout.trim() };
}

test.each([
  ['NAME="Debian GNU/Linux"\nVERSION_ID="13"\nID=debian\n', 'debian-13'],
  ['ID=ubuntu\nVERSION_ID="24.04"\nID_LIKE=debian\n', 'ubuntu-24.04'],
  ['ID=arch\n', 'arch-rolling'],
  [undefined, 'unknown'],
])('os-release %j is %s', (text, expected) => {
  const folder = mkdtempSync(join(tmpdir(), 'lab-distribution-'));
  try {
    const file = join(folder, 'os-release');
    if (text !== undefined) writeFileSync(file, text);
    expect(call('distribution_of', file)).toEqual({ status: 0, said: expected });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(['debian-12', 'debian-13', 'ubuntu-24.04'])('pip of %s is a package that root installs', (distribution) => {
  expect(call('pip_package', distribution)).toEqual({ status: 0, said: 'python3-pip' });
});

test.each(['debian-11', 'ubuntu-22.04', 'fedora-43', 'unknown'])('nothing is installed by itself on %s', (distribution) => {
  expect(call('pip_package', distribution)).toEqual({ status: 1, said: '' });
});

test('a Linux of the machines’ kind is supported, and others are told why not', () => {
  expect(call('unsupported_system', 'Linux x86_64').said).toBe('');
  expect(call('unsupported_system', 'Linux aarch64').said).toContain('this machine is aarch64');
  expect(call('unsupported_system', 'FreeBSD amd64').said).toContain('this is FreeBSD amd64');
});
