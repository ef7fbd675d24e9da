import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { environmentError } from '../../host/user-error';
import { labFiles } from '../../host/lab-files';
import { labStateDir, projectRoot } from '../../host/paths';
import { writeJson } from '../../host/state-file';
import { userName } from '../../host/user-name';
import { uuidv5 } from './uuid';

/**
 * Who a lab is, told apart from every other: made once when the lab is built, kept in its folder, and carried by everything it makes.
 * What does not carry it is not the lab's, whatever its name.
 */
export interface LabIdentity {
  /** A random UUID. */
  readonly id: string;
  readonly lab: string;
  /** The folder of the checkout that made it. */
  readonly checkout: string;
  readonly user: string;
  readonly host: string;
  /** When the lab was begun, ISO 8601. */
  readonly since: string;
  /** The lab from whose saved machines this one began: they keep the names and UUIDs that their memory was saved with. Default: none. */
  readonly origin?: LabOrigin;
}

/** A lab by its identity and its name. */
export type LabOrigin = Pick<LabIdentity, 'id' | 'lab'>;

/** Of an identity what the names and UUIDs of objects at a libvirt are made of. */
export type NamingIdentity = Pick<LabIdentity, 'id' | 'origin'>;

/** The kinds of objects at a libvirt that carry the identity as their UUID. */
export type ObjectKind = 'network' | 'pool' | 'machine';

/**
 * The UUID of a lab's object at a libvirt. Networks and pools have no other place for an identity (libvirt before 9.7).
 * @param name the machine's name in the definition; empty for the lab's one network and one pool.
 */
export const objectUuid = ({ id, origin }: NamingIdentity, kind: ObjectKind, name = ''): string =>
  uuidv5(kind === 'machine' ? (origin?.id ?? id) : id, name ? `${kind}/${name}` : kind);

/** Where a checkout keeps the identity of its lab. */
export const identityFile = (lab: string, checkout?: string): string => labFiles(labStateDir(lab, checkout)).identity;

/** The lab's identity; undefined where this checkout has built no lab of this name. @throws for a folder copied from elsewhere. */
export function readIdentity(labName: string): LabIdentity | undefined {
  const identity = readMark(identityFile(labName));
  if (identity && identity.checkout !== projectRoot && stillThere(identity)) throw copied(identity);
  return identity;
}

/** The identity of a lab that is about to be changed. @throws an error of this program: whoever changes a lab has made one. */
export function requireIdentity({ identity }: { readonly identity: LabIdentity | undefined }): LabIdentity {
  if (!identity) throw new Error('a lab is changed before it has an identity');
  return identity;
}

/** The lab's identity, made where it has none. */
export function ensureIdentity(labName: string): LabIdentity {
  const known = readIdentity(labName);
  if (known) return known;
  const made = newIdentity(labName);
  const file = identityFile(labName);
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeMark(file, made);
  return made;
}

/** Notes from whose saved machines a lab begins; with `undefined`, that it begins with its own. */
export function adoptOrigin(labName: string, origin: LabOrigin | undefined): void {
  const identity: LabIdentity = { ...ensureIdentity(labName), origin: origin && { id: origin.id, lab: origin.lab } };
  writeMark(identityFile(labName), identity);
}

export const newIdentity = (lab: string): LabIdentity => ({
  id: randomUUID(),
  lab,
  checkout: projectRoot,
  user: userName(),
  host: hostname(),
  since: new Date().toISOString(),
});

/** Writes an identity where something is that carries it. It holds nothing secret. */
export const writeMark = (file: string, identity: LabIdentity): void => writeJson(file, identity, 0o644);

/** The identity in a file; undefined where there is none. */
export const readMark = (file: string): LabIdentity | undefined =>
  existsSync(file) ? parseIdentity(readFileSync(file, 'utf8')) : undefined;

/** Reads an identity's JSON; undefined where it is none. */
export function parseIdentity(text: string): LabIdentity | undefined {
  try {
    const read = JSON.parse(text) as Partial<LabIdentity> | null;
    const words = [read?.id, read?.lab, read?.checkout, read?.user, read?.host, read?.since];
    const origin = read?.origin === undefined ? [] : [read.origin?.id, read.origin?.lab];
    return [...words, ...origin].every((word) => typeof word === 'string') ? (read as LabIdentity) : undefined;
  } catch {
    return undefined;
  }
}

/** `the lab "a" in /opt/lab, made by eve on teach1`, for messages; undefined is somebody who left no mark. */
export const describeOwner = (owner: LabIdentity | undefined): string =>
  owner
    ? `the lab "${owner.lab}" of the checkout ${owner.checkout}, made by ${owner.user} on ${owner.host}`
    : 'no lab that left a mark';

const stillThere = ({ lab, checkout, id }: LabIdentity): boolean => readMark(identityFile(lab, checkout))?.id === id;

const copied = ({ lab, checkout }: LabIdentity) =>
  environmentError(`the folder .lab/${lab} of this checkout is a copy: the lab "${lab}" belongs to ${checkout}`, {
    remedy: `work on it from there; to have one of its own here, remove .lab/${lab}`,
  });
