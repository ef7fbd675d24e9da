import { type Lab, machines, objectNames } from '../../lib/model';
import { type LabIdentity, type NamingIdentity, type ObjectKind, objectUuid, parseIdentity } from '../ownership/identity';
import { readXml } from './libvirt-xml';
import { tryVirsh, virsh, virshNames } from './virsh';

/** The names of what Terraform makes for a lab at a libvirt. */
export const networkName = (lab: Pick<Lab, 'name'>): string => objectNames(lab.name).network;
export const poolName = (lab: Pick<Lab, 'name'>): string => objectNames(lab.name).pool;
export const domainNames = (lab: Lab, identity?: NamingIdentity): string[] =>
  machines(lab).map(({ name }) => namesOf(lab, identity).domain(name));

/** What objects at a libvirt are called that carry an identity. */
export const namesOf = ({ name }: Pick<Lab, 'name'>, identity: NamingIdentity | undefined) =>
  objectNames(name, identity?.origin?.lab);

/** The XML namespace of the identity in a domain's `<metadata>` (https://libvirt.org/formatdomain.html#general-metadata). */
const metadataNamespace = 'urn:kubernetes-network-lab:identity';

/** An object at a libvirt that has a name of the lab's. Whether it is the lab's own, its UUID says. */
export interface LibvirtObject {
  readonly kind: ObjectKind;
  readonly name: string;
  readonly uuid: string;
  readonly own: boolean;
  readonly active: boolean;
}

/** The commands of each kind. Networks and pools come before the machines that need them. */
const commands = {
  network: { list: 'net-list', uuid: 'net-uuid' },
  pool: { list: 'pool-list', uuid: 'pool-uuid' },
  machine: { list: 'list', uuid: 'domuuid' },
} as const;

/**
 * Everything at a libvirt that has a name of the lab's, the lab's own and others': its network, its pool, and whatever is called
 * like a machine of it, whether the definition has that machine now or had it.
 */
export async function namedObjects(uri: string, lab: Lab, identity: NamingIdentity | undefined): Promise<LibvirtObject[]> {
  const kinds = [
    objectsOf(uri, 'network', identity, (name) => (name === networkName(lab) ? '' : undefined)),
    objectsOf(uri, 'pool', identity, (name) => (name === poolName(lab) ? '' : undefined)),
    objectsOf(uri, 'machine', identity, namesOf(lab, identity).machineOf),
  ];
  return (await Promise.all(kinds)).flat();
}

/** @param part the part of an object's name that its UUID is made of; undefined where the name is none of the lab's. */
async function objectsOf(
  uri: string,
  kind: ObjectKind,
  identity: NamingIdentity | undefined,
  part: (name: string) => string | undefined,
): Promise<LibvirtObject[]> {
  const { list, uuid: uuidCommand } = commands[kind];
  const names = (await virshNames(uri, list, '--all', '--name')).filter((name) => part(name) !== undefined);
  if (names.length === 0) return [];
  const active = new Set(await virshNames(uri, list, '--name'));
  const found = names.map(async (name) => {
    const { exitCode, stdout } = await tryVirsh(uri, uuidCommand, name);
    const uuid = stdout.trim();
    const own = identity !== undefined && uuid === objectUuid(identity, kind, part(name));
    // Removed since it was listed.
    return exitCode === 0 ? [{ kind, name, uuid, own, active: active.has(name) }] : [];
  });
  return (await Promise.all(found)).flat();
}

/** Who has made an object, where it says so: a domain in its metadata. */
export async function objectOwner(uri: string, { kind, uuid }: LibvirtObject): Promise<LabIdentity | undefined> {
  if (kind !== 'machine') return undefined;
  const { exitCode, stdout } = await tryVirsh(uri, 'metadata', uuid, '--uri', metadataNamespace);
  return exitCode === 0 ? ownerIn(stdout) : undefined;
}

/** The identity in a domain's metadata, as `virsh metadata` prints them; undefined where they hold none that can be read. */
export function ownerIn(metadata: string): LabIdentity | undefined {
  try {
    const json = readXml(metadata, "a machine's metadata").getAttribute('json');
    return json === null ? undefined : parseIdentity(decodeURIComponent(json));
  } catch {
    return undefined;
  }
}

/** An identity as the value of an XML attribute that needs no quoting anywhere: percent-encoded JSON. */
export const ownerAttribute = (identity: LabIdentity): string =>
  encodeURIComponent(JSON.stringify(identity)).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** The Terraform variables that make objects carry an identity (lib/constructs/inputs.ts). */
export const ownerVariables = (identity: LabIdentity | undefined): Record<string, string> => ({
  lab_id: identity?.id ?? '',
  lab_owner: identity ? ownerAttribute(identity) : '',
  machines_id: identity?.origin?.id ?? '',
  ...(identity ? { machines_of: (identity.origin ?? identity).lab } : {}),
});

/** Whether an object runs, a pool or network included. */
export const isActive = async (uri: string, kind: ObjectKind, name: string): Promise<boolean> =>
  (await virshNames(uri, commands[kind].list, '--name')).includes(name);

export const undefine = (uri: string, uuid: string) =>
  virsh(uri, 'undefine', uuid, '--nvram', '--managed-save', '--snapshots-metadata', '--checkpoints-metadata');
