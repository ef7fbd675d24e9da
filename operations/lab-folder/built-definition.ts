import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { usageError } from '../../host/user-error';
import { labFiles } from '../../host/lab-files';
import { labsFolder, labStateDir } from '../../host/paths';
import { damaged, writeWhole } from '../../host/state-file';
import { findLabFile, readLab } from './lab-file';
import { readLabText, definitionFile } from '../../lib/definition';
import { type Lab } from '../../lib/model';

/**
 * The definition file the user means, as it was named: the one given, `LAB_CONFIG`'s, or lab.yaml in the working folder. None: the
 * default lab. An empty name, which a script with an unset variable gives, is refused: it would mean another lab.
 */
export function askedFile(given: string | undefined): string | undefined {
  if (given === '') throw usageError('--config names no file', { remedy: 'name one, or leave --config out' });
  return given ?? findLabFile('.', process.env.LAB_CONFIG);
}

/** The lab the user means. Messages name its file as the user did. @throws DefinitionError */
export const askedLab = (file: string | undefined): Lab => readLab(file);

/** Where a lab keeps the definition it was built from, written out in full. */
export const builtFile = (labName: string, checkout?: string): string => labFiles(labStateDir(labName, checkout)).definition;

/**
 * The definition a lab was built from; undefined when there is no such lab.
 * @throws a lab fault for a file that is damaged, or is another lab's.
 */
export function builtLab(labName: string, checkout?: string): Lab | undefined {
  const file = builtFile(labName, checkout);
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, 'utf8');
  if (!text.endsWith(endMark)) throw damaged(file, 'its end is missing');
  const lab = readLabText(text, relative(process.cwd(), file));
  if (lab.name !== labName) throw damaged(file, `it defines the lab "${lab.name}", not "${labName}"`);
  return lab;
}

/** The last line of a definition that is whole: one that is cut off may be a valid definition of another lab. */
const endMark = '# end of the definition\n';

/** Keeps a lab's definition for the commands that come later, whatever becomes of the file it was read from. */
export const rememberDefinition = (lab: Lab): void =>
  writeWhole(builtFile(lab.name), `${definitionFile(lab).trimEnd()}\n${endMark}`);

/** Whether two labs have the same definition, defaults filled in. */
export const isSame = (one: Lab, other: Lab): boolean => definitionFile(one) === definitionFile(other);

/** The names of the labs built in this checkout. */
export function builtLabs(): string[] {
  const folder = labsFolder();
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => existsSync(builtFile(name)))
    .sort();
}
