import { defaults } from './defaults';
import { type LabDefinition, limits, type MachineDefinition } from './definition';
import { parseDnsLabel } from './dns-name';
import { ValueError } from './problem';
import type { IpAddress } from './ip-address';
import type { Lab } from './lab';
import { macAddressOf, parseMacAddress } from './mac-address';
import type { Machine, MachineRole } from './machine';
import type { Reader } from './reader';
import type { Hosts } from './resolve-hosts';
import { formatMebibytes, parseMebibytes } from './size';
import type { WorkerDefinition } from './workers';

/** Reads the machines, whose addresses are known. */
export function readMachines(
  definition: LabDefinition,
  workers: readonly WorkerDefinition[],
  hosts: Hosts,
  reader: Reader,
): Pick<Lab, 'controlPlane' | 'workers' | 'nameServer'> {
  const { controlPlane = {}, nameServer = {} } = definition;
  return {
    controlPlane: readMachine('controlPlane', 'control-plane', controlPlane, defaults.controlPlane, hosts.controlPlane, reader),
    nameServer: readMachine('nameServer', 'name-server', nameServer, defaults.nameServer, hosts.nameServer, reader),
    workers: workers.map(({ given, path }, index) => {
      const base = { ...defaults.worker, name: `worker-${index + 1}` };
      return readMachine(path, 'worker', given, base, hosts.workers[index]!, reader);
    }),
  };
}

type Base = Required<Omit<MachineDefinition, 'mac' | 'address'>>;

/** @param path of the part of the definition that says what is given. */
function readMachine(
  path: string,
  role: MachineRole,
  given: MachineDefinition,
  base: Base,
  address: IpAddress,
  reader: Reader,
): Machine {
  const name = reader.read(
    `${path}.name`,
    () => parseDnsLabel(given.name ?? base.name),
    () => base.name,
  );
  const mac = reader.read(
    `${path}.mac`,
    () => (given.mac === undefined ? macAddressOf(address) : parseMacAddress(given.mac)),
    () => macAddressOf(address),
  );
  const size = (key: 'memory' | 'disk', least: string) =>
    reader.read(
      `${path}.${key}`,
      () => readSize(given[key] ?? base[key], least),
      () => parseMebibytes(base[key]),
    );
  return {
    name,
    role,
    address,
    mac,
    cpus: reader.integer(`${path}.cpus`, given.cpus ?? base.cpus, limits.cpus),
    memoryMiB: size('memory', '384 MiB'),
    diskMiB: size('disk', '10 GiB'),
  };
}

const largest = parseMebibytes('64 TiB');

function readSize(text: string, least: string): number {
  const size = parseMebibytes(text);
  if (size < parseMebibytes(least))
    throw new ValueError(text, `is too little: a machine needs at least ${least}`, `write ${least}`);
  if (size > largest) throw new ValueError(text, `is more than ${formatMebibytes(largest)}`);
  return size;
}
