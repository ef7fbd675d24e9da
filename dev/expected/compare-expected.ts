import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { createTwoFilesPatch } from 'diff';
import { projectRoot } from '../../host/paths';
import { readLab } from '../../operations/lab-folder/lab-file';
import type { Lab } from '../../lib/model';
import { expectedFiles, type Files } from './expected-files';
import { keptFiles } from './kept-files';

const examples = join(projectRoot, 'examples');

/** Where an example's expected output lies. */
export const folderOf = (example: string): string => join(examples, 'expected', example);

/** The names of all examples, without the ending of their files. */
export const exampleNames = (): string[] =>
  readdirSync(examples).flatMap((name) => (name.endsWith('.yaml') ? [name.slice(0, -'.yaml'.length)] : []));

/** The lab that an example describes. */
export const exampleLab = (example: string): Lab => readLab(join(examples, `${example}.yaml`));

/** What an example is synthesized to now. */
export const filesNow = (example: string): Files => keptFiles(example, expectedFiles(exampleLab(example)));

/** Every file below a folder; none where there is no folder. */
export function readFiles(folder: string): Files {
  let entries;
  try {
    entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
  const paths = entries.flatMap((entry) => (entry.isFile() ? relative(folder, join(entry.parentPath, entry.name)) : []));
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/** A unified diff (diff(1)) of all files that differ, are missing or are there for nothing; empty where there is none. */
export function differenceOf(before: Files, after: Files, place: string): string {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  const name = (files: Files, path: string) => (path in files ? join(place, path) : '/dev/null');
  return paths
    .filter((path) => before[path] !== after[path])
    .map((path) => createTwoFilesPatch(name(before, path), name(after, path), before[path] ?? '', after[path] ?? ''))
    .join('');
}

/** Makes a folder hold these files and no other. */
export function writeFiles(folder: string, files: Files): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
