import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../host/user-error';
import { cacheDir, labStateDir, projectRoot, runtimeDir } from '../../host/paths';

test('fails where HOME is not set, and says what to set', () => {
  try {
    cacheDir({});
    throw new Error('accepted');
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect(error).toMatchObject({
      kind: 'environment',
      message: expect.stringContaining('HOME is not set'),
      remedy: expect.stringMatching(/HOME=\/\S+ .*LAB_CACHE=/),
    });
  }
});

test.each([
  [{ HOME: '/home/ann' }, '/home/ann/.cache/kubernetes-network-lab'],
  [{ HOME: '/home/ann', XDG_CACHE_HOME: '/cache' }, '/cache/kubernetes-network-lab'],
  [{ HOME: '/home/ann', XDG_CACHE_HOME: '/cache', LAB_CACHE: '/lab' }, '/lab'],
  [{ HOME: '/home/ann', XDG_CACHE_HOME: '', LAB_CACHE: '' }, '/home/ann/.cache/kubernetes-network-lab'],
])('with %j the cache is %s', (env, expected) => {
  expect(cacheDir(env)).toBe(expected);
});

test('a relative cache counts from the working folder', () => {
  expect(cacheDir({ LAB_CACHE: 'here' })).toBe(join(process.cwd(), 'here'));
});

test('the project is the folder of main.ts, and a lab’s files are in it', () => {
  expect(existsSync(join(projectRoot, 'main.ts'))).toBe(true);
  expect(labStateDir('lesson')).toBe(join(projectRoot, '.lab', 'lesson'));
});

test('a socket of the longest lab name fits into what the kernel takes', () => {
  expect(join(runtimeDir('twelve-chars'), 'libvirt/virtqemud-admin-sock').length).toBeLessThan(108);
});
