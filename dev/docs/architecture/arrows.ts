import { readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';
import { preProcessFile, sys } from 'typescript';
import { projectRoot } from '../../../host/paths';
import { roomOf, rooms } from '../../../rooms';

/** One room imports from another. */
export interface Arrow {
  readonly from: string;
  readonly to: string;
  /** The files that import, by their paths below the project's folder. */
  readonly files: readonly string[];
}

/** Folders whose imports are no part of the house: what is generated, installed or written by a run, and the tests. */
const outside = ['node_modules', 'packages', 'test', 'docs', 'coverage', 'cdktf.out', '.lab', 'library/dist'];

/** The project's own TypeScript files, by their paths below its folder. */
export const sourceFiles = (): readonly string[] =>
  sys
    .readDirectory(projectRoot, ['.ts'], outside)
    .map((path) => relative(projectRoot, path))
    .sort();

/** The relative imports of a text, of types too, as TypeScript finds them. */
export const importsOf = (text: string): readonly string[] =>
  preProcessFile(text)
    .importedFiles.map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'));

/** Every import that leaves its room, gathered by the two rooms. */
export function measuredArrows(files: readonly string[] = sourceFiles(), read = readSource): readonly Arrow[] {
  const found = new Map<string, Arrow & { files: string[] }>();
  for (const file of files) {
    for (const name of importsOf(read(file))) {
      const [from, to] = [roomOf(file), roomOf(targetOf(file, name))];
      if (from === to) continue;
      const arrow = found.get(`${from} ${to}`) ?? { from, to, files: [] };
      if (!arrow.files.includes(file)) arrow.files.push(file);
      found.set(`${from} ${to}`, arrow);
    }
  }
  return [...found.values()].sort((one, other) => (`${one.from} ${one.to}` < `${other.from} ${other.to}` ? -1 : 1));
}

/** A folder stands for its index file. */
function targetOf(file: string, name: string): string {
  const target = normalize(join(dirname(file), name));
  return rooms[target] || target === 'stacks' ? `${target}/index` : target;
}

const readSource = (file: string): string => readFileSync(join(projectRoot, file), 'utf8');
