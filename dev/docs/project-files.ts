import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { projectRoot } from '../../host/paths';

/** What is installed, built or written by a run. */
const skipped = new Set(['node_modules', '.git', '.lab', 'cdktf.out', 'coverage', 'dist', '.vitepress-cache']);

/** The project's own files, by their paths below its folder. */
export function projectFiles(folder = projectRoot): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !skipped.has(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return projectFiles(path);
      return entry.isFile() ? [relative(projectRoot, path)] : [];
    })
    .sort();
}
