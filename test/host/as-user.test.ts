import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asUser, sudoCaller } from '../../host/as-user';

const isRoot = process.geteuid!() === 0;
const asRoot = isRoot ? test : test.skip;
const sudo = { SUDO_UID: '1000', SUDO_GID: '1001', SUDO_USER: 'ann' };

test.each([
  ['nobody called sudo', {}, 0],
  ['the program is not root: its variables are just text', sudo, 1000],
  ['root called sudo', { SUDO_UID: '0', SUDO_GID: '0' }, 0],
  ['a number is none', { SUDO_UID: '1000x', SUDO_GID: '1001' }, 0],
  ['the group is missing', { SUDO_UID: '1000' }, 0],
])('there is no caller where %s', (_why, env, euid) => expect(sudoCaller(env, euid)).toBeUndefined());

test('the caller of sudo is known by numbers', () => expect(sudoCaller(sudo, 0)).toEqual({ uid: 1000, gid: 1001, name: 'ann' }));

test('without an account, work is done as before', () =>
  expect(asUser(undefined, () => process.geteuid!())).toBe(process.geteuid!()));

asRoot('work has the account’s rights only, and afterwards this program has its own again', () => {
  const folder = mkdtempSync(join(tmpdir(), 'as-user-'));
  const account = { uid: 65534, gid: 65534 };
  const groups = process.getgroups!();
  expect(() => asUser(account, () => writeFileSync(join(folder, 'file'), ''))).toThrow('EACCES');
  expect([process.geteuid!(), process.getegid!(), process.getgroups!()]).toEqual([0, 0, groups]);
  const own = mkdtempSync(join(tmpdir(), 'as-user-own-'));
  rmSync(own, { recursive: true });
  asUser(account, () => writeFileSync(own, ''));
  expect([statSync(own).uid, statSync(own).gid]).toEqual([65534, 65534]);
  rmSync(own);
  rmSync(folder, { recursive: true });
});
