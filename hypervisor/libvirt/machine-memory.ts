import { labError } from '../../host/user-error';
import { run } from '../../host/run';
import { waitFor } from '../../host/wait';
import type { Lab } from '../../lib/model';
import type { NamingIdentity } from '../ownership/identity';
import { namedObjects, namesOf } from './libvirt-objects';
import { diskTargets } from './machine-xml';
import { forgetSavedMemory } from './saved-machines';
import { tryVirsh, virsh } from './virsh';

/** A machine of the lab at its libvirt. */
export interface OwnMachine {
  /** In the definition. */
  readonly name: string;
  readonly uuid: string;
  /** Whether it is on; a paused machine is. */
  readonly active: boolean;
}

/** Milliseconds. 4 GiB of memory take seconds; a disk that is busy or slow takes minutes. */
const longest = 15 * 60_000;

const virshLong = (uri: string, ...args: string[]) => run('virsh', ['-q', '-c', uri, ...args], { timeout: longest });

/** The lab's own machines, sorted by name. */
export async function ownMachines(uri: string, lab: Lab, identity: NamingIdentity | undefined): Promise<OwnMachine[]> {
  const { machineOf } = namesOf(lab, identity);
  const found = (await namedObjects(uri, lab, identity)).filter(({ kind, own }) => kind === 'machine' && own);
  const machines = found.map(({ name, uuid, active }) => ({ name: machineOf(name)!, uuid, active }));
  return machines.sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** `paused`, `running`, `shut off` and others of virsh(1), `domstate`. */
export const stateOf = async (uri: string, { uuid }: OwnMachine): Promise<string> =>
  (await virsh(uri, 'domstate', uuid)).stdout.trim();

/** Pauses a machine that runs. */
export async function pauseMachine(uri: string, machine: OwnMachine): Promise<void> {
  if ((await stateOf(uri, machine)) === 'running') await virsh(uri, 'suspend', machine.uuid);
}

/**
 * Lets a paused machine go on. libvirt may still save the memory for a command that was killed meanwhile, and would refuse after half a
 * minute. So that job is ended first; without one that does nothing.
 */
export async function resumeMachine(uri: string, machine: OwnMachine): Promise<void> {
  await waitFor(
    async () => {
      if ((await stateOf(uri, machine)) !== 'paused') return { value: true, observation: 'it runs' };
      await tryVirsh(uri, 'domjobabort', machine.uuid);
      const { exitCode, stderr } = await tryVirsh(uri, 'resume', machine.uuid);
      return exitCode === 0 ? { value: true, observation: 'it runs' } : { observation: stderr.trim() };
    },
    {
      what: `${machine.name} to go on`,
      deadline: 120,
      interval: 0.5,
      remedy: './lab up goes on with it; ./lab status says what runs',
    },
  );
}

/**
 * Writes a paused machine's memory to a file, in the form that `virsh restore` reads, and leaves the machine as it is. QEMU has written
 * what it held of the disks by then. libvirt calls that an external snapshot without a disk.
 */
export async function saveMemory(uri: string, machine: OwnMachine, file: string): Promise<void> {
  const state = await stateOf(uri, machine);
  if (state !== 'paused') throw labError(`${machine.name} is ${state}, not paused: its memory and its disk would not fit`);
  const { stdout: xml } = await virsh(uri, 'dumpxml', machine.uuid);
  const disks = diskTargets(xml, machine.name).flatMap((target) => ['--diskspec', `${target},snapshot=no`]);
  const memory = ['--memspec', `file=${file},snapshot=external`];
  await virshLong(uri, 'snapshot-create-as', machine.uuid, '--no-metadata', ...memory, ...disks);
}

/**
 * Starts a machine, paused, with the memory in a file. One that is on is ended: what it holds is lost.
 * @param definition a file with the machine's XML, where it is to be another one than was saved. Name, UUID and hardware are the same.
 */
export async function restoreMemory(uri: string, file: string, definition?: string): Promise<void> {
  await virshLong(uri, 'restore', file, '--paused', ...(definition ? ['--xml', definition] : []));
}

/** Ends a machine as a power cut does, and forgets the memory that an ended `suspendMachine` has kept of it. */
export async function endMachine(uri: string, { uuid, active }: OwnMachine): Promise<void> {
  if (active) await virsh(uri, 'destroy', uuid);
  await forgetSavedMemory(uri, { uuid });
}

/** Writes a machine's memory to libvirt's own store and switches it off. It will run when it is started again. */
export async function suspendMachine(uri: string, { uuid, active }: OwnMachine): Promise<void> {
  if (active) await virshLong(uri, 'managedsave', uuid, '--running');
}
