import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LibvirtObject } from '../../../hypervisor/libvirt/libvirt-objects';
import { forgetSavedMemory, startSaved } from '../../../hypervisor/libvirt/saved-machines';
import { FakePrograms } from '../../operations/fake-programs';

const machine = (name: string): LibvirtObject => ({ kind: 'machine', name, uuid: `uuid-${name}`, own: true, active: false });
let programs: FakePrograms;
beforeEach(() => (programs = new FakePrograms({})));
afterEach(() => programs.remove());

const virshThat = (branches: string) =>
  programs.play('virsh', `shift 3; echo "$*" >> ${programs.folder}/asked; case "$*" in ${branches} *) true;; esac`);
const asked = (word: string) => {
  const file = join(programs.folder, 'asked');
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
  return lines.filter((line) => line.startsWith(`${word} `)).sort();
};
const saved = '"dominfo uuid-a" | "dominfo uuid-b") echo "Managed save:   yes";; "dominfo "*) echo "Managed save:   no";;';

test('machines with a saved memory are started paused, and go on when all of them are there', async () => {
  virshThat(saved);
  const going = await startSaved('test:///', [machine('a'), machine('b'), machine('c')]);
  expect(going.map(({ name }) => name)).toEqual(['a', 'b']);
  expect(asked('start')).toEqual(['start uuid-a --paused', 'start uuid-b --paused']);
  expect(asked('resume')).toEqual(['resume uuid-a', 'resume uuid-b']);
});

test('a memory that fits no more is removed, and its machine is left to boot', async () => {
  virshThat(`${saved} "start uuid-b"*) exit 1;; "list --name") echo a;;`);
  expect((await startSaved('test:///', [machine('a'), machine('b')])).map(({ name }) => name)).toEqual(['a']);
  expect(asked('managedsave-remove')).toEqual(['managedsave-remove uuid-b']);
});

test('one that its autostart has started meanwhile is let alone', async () => {
  virshThat(`${saved} "start uuid-b"*) exit 1;; "list --name") echo b;;`);
  expect((await startSaved('test:///', [machine('b')])).map(({ name }) => name)).toEqual(['b']);
  expect(asked('managedsave-remove')).toEqual([]);
  expect(asked('resume')).toEqual([]);
});

test('saved memory is forgotten where there is some', async () => {
  virshThat(saved);
  await forgetSavedMemory('test:///', machine('a'));
  await forgetSavedMemory('test:///', machine('c'));
  expect(asked('managedsave-remove')).toEqual(['managedsave-remove uuid-a']);
});
