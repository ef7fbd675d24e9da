import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endMachine, ownMachines, pauseMachine, resumeMachine, saveMemory } from '../../../hypervisor/libvirt/machine-memory';
import { newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { resolveLab } from '../../../lib/model';
import { FakePrograms } from '../../operations/fake-programs';

const lab = resolveLab({ name: 'les' });
const identity = newIdentity('les');
const machine = { name: 'worker-1', uuid: objectUuid(identity, 'machine', 'worker-1'), active: true };
let programs: FakePrograms;
beforeEach(() => (programs = new FakePrograms({})));
afterEach(() => programs.remove());

/** virsh whose answers are the branches of a `case`; what it is asked is noted. */
const virshThat = (branches: string) =>
  programs.play('virsh', `shift 3; echo "$*" >> ${programs.folder}/asked; case "$*" in ${branches} *) true;; esac`);
const asked = () => {
  const file = join(programs.folder, 'asked');
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
};

test("the lab's own machines are told, and none that has a name of its and another identity", async () => {
  virshThat(`"list --all --name") printf 'les-worker-1\\nles-worker-2\\n';; "list --name") echo les-worker-1;;
    "domuuid les-worker-1") echo ${machine.uuid};; "domuuid "*) echo 00000000-0000-0000-0000-000000000000;;`);
  expect(await ownMachines('test:///', lab, identity)).toEqual([machine]);
});

test('a paused machine is not paused again', async () => {
  virshThat('"domstate "*) echo paused;;');
  await pauseMachine('test:///', machine);
  expect(asked()).toEqual([`domstate ${machine.uuid}`]);
});

test('a running machine is not resumed', async () => {
  virshThat('"domstate "*) echo running;;');
  await resumeMachine('test:///', machine);
  expect(asked()).toEqual([`domstate ${machine.uuid}`]);
});

test('what a killed command still saves is ended before the machine goes on', async () => {
  virshThat(`"domstate "*) echo paused;; "domjobabort "*) touch ${programs.folder}/free;;
    "resume "*) [ -e ${programs.folder}/free ] || { echo 'cannot acquire state change lock' >&2; exit 1; };;`);
  await resumeMachine('test:///', machine);
  expect(asked()).toEqual([`domstate ${machine.uuid}`, `domjobabort ${machine.uuid}`, `resume ${machine.uuid}`]);
});

test('a machine that does not go on at once is asked again', async () => {
  virshThat(
    `"domstate "*) echo paused;; "resume "*) [ -e ${programs.folder}/free ] || { touch ${programs.folder}/free; exit 1; };;`,
  );
  await resumeMachine('test:///', machine);
  expect(asked().filter((words) => words.startsWith('resume'))).toHaveLength(2);
});

test('memory is saved without a snapshot of any disk, and without one that libvirt remembers', async () => {
  virshThat(`"domstate "*) echo paused;;
    "dumpxml "*) echo "<domain><devices><disk><target dev='vda'/></disk><disk><target dev='hdd'/></disk></devices></domain>";;`);
  await saveMemory('test:///', machine, '/some/worker-1.memory');
  expect(asked().at(-1)).toBe(
    `snapshot-create-as ${machine.uuid} --no-metadata --memspec file=/some/worker-1.memory,snapshot=external ` +
      '--diskspec vda,snapshot=no --diskspec hdd,snapshot=no',
  );
});

test('a machine that runs is refused', async () => {
  virshThat('"domstate "*) echo running;;');
  await expect(saveMemory('test:///', machine, '/some/file')).rejects.toThrow('worker-1 is running, not paused');
});

test('a machine that is ended starts from no memory that libvirt has kept: it would not fit the disk', async () => {
  virshThat('"dominfo "*) echo "Managed save:   yes";;');
  await endMachine('test:///', { ...machine, active: false });
  expect(asked()).toEqual([`dominfo ${machine.uuid}`, `managedsave-remove ${machine.uuid}`]);
});
