import { existsSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { usageError } from '../host/user-error';
import { projectRoot } from '../host/paths';
import { resolveLab } from '../lib/model';
import { definitionFile } from '../lib/definition';

/** The JSON Schema of definition files, for editors. */
const schemaFile = resolve(projectRoot, 'schema', 'lab.schema.json');

/** Writes the default definition with every key explained, for the user to change. */
export function initLab(file: string, options: { force?: boolean }): string {
  const path = resolve(file);
  if (existsSync(path) && !options.force)
    throw usageError(`${file} exists already`, { remedy: 'name another file, or overwrite it with --force' });
  try {
    writeFileSync(path, definitionFile(resolveLab(), relative(resolve(path, '..'), schemaFile)));
  } catch (cause) {
    throw usageError(`${file} cannot be written: ${(cause as Error).message}`, { cause });
  }
  return `${file} is written. Change it, look at it with ./lab plan, and build it with ./lab up.`;
}
