import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { environmentError } from '../../host/user-error';
import { describeOwner, type LabIdentity, readMark, writeMark } from './identity';

/** The file in a folder that says which lab has made it. */
const markName = '.kubernetes-network-lab.json';

/**
 * Makes a folder that carries the lab's identity; one that is the lab's already stays.
 * @throws an environment fault for a folder that somebody else has filled.
 */
export function ensureMarkedFolder(folder: string, identity: LabIdentity, mode = 0o700): void {
  if (isForeignFolder(folder, identity)) throw foreignFolder(folder);
  mkdirSync(folder, { recursive: true, mode });
  // A mode is applied to new folders only.
  chmodSync(folder, mode);
  writeMark(join(folder, markName), identity);
}

/** Who has made a folder; undefined where it carries no mark. */
export const folderOwner = (folder: string): LabIdentity | undefined => readMark(join(folder, markName));

const isOwnFolder = (folder: string, identity: LabIdentity | undefined): boolean =>
  identity !== undefined && folderOwner(folder)?.id === identity.id;

/** Whether a folder holds something and is not this lab's. */
export const isForeignFolder = (folder: string, identity: LabIdentity | undefined): boolean =>
  existsSync(folder) && !isOwnFolder(folder, identity) && readdirSync(folder).length > 0;

/** Removes a folder with all that is in it, where the lab has made it. Says whether it has. */
export function removeMarkedFolder(folder: string, identity: LabIdentity | undefined): boolean {
  if (!isOwnFolder(folder, identity)) return false;
  rmSync(folder, { recursive: true, force: true });
  return true;
}

const foreignFolder = (folder: string) =>
  environmentError(`the folder ${folder} is in use and belongs to ${describeOwner(folderOwner(folder))}`, {
    remedy: 'give the lab another name, or move that folder away',
  });
