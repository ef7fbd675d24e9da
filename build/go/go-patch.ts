import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { applyPatch, parsePatch } from 'diff';
import { labError } from '../../host/user-error';
import { go } from './go-command';
import { goModuleFolder } from './go-module';
import { run } from '../../host/run';

/** A correction of a published module that its authors have not released. */
export interface GoPatch {
  /** The module's path, `github.com/digitalocean/go-libvirt`. The `go.mod` beside the program pins the version the patch is for. */
  readonly module: string;
  /** Absolute path of a unified diff between the module's folders `a` and `b`. */
  readonly file: string;
}

/** A folder with `go.mod` and `go.sum`, and the corrections of modules they name. */
export interface Patched {
  readonly folder: string;
  readonly patches?: readonly GoPatch[];
}

/** Does `work` in the program's folder or, where modules are corrected, in a copy that takes these from beside it. */
export async function withPatches<T>({ folder, patches = [] }: Patched, work: (folder: string) => Promise<T>): Promise<T> {
  if (patches.length === 0) return work(folder);
  const copy = mkdtempSync(join(tmpdir(), 'lab-go-'));
  try {
    cpSync(folder, copy, { recursive: true });
    for (const patch of patches) {
      // A path inside the copy: Go writes it into the program, which is to be the same wherever it was built.
      const replacement = `./patched/${patch.module}`;
      await patchModule(patch, { pinnedIn: folder, target: join(copy, replacement) });
      await go(['mod', 'edit', `-replace=${patch.module}=${replacement}`], { cwd: copy });
    }
    return await work(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Puts the corrected sources of a module into the folder `target`. */
export async function patchModule(
  { module, file }: GoPatch,
  { pinnedIn, target }: { readonly pinnedIn: string; readonly target: string },
): Promise<void> {
  cpSync(await goModuleFolder(pinnedIn, module), target, { recursive: true });
  // Go's own copy is read-only.
  await run('chmod', ['-R', 'u+w', target]);
  applyToFolder(target, file);
}

/**
 * Applies a unified diff, as `patch -p1` does.
 * @throws where a file is not as the diff says it is; nothing more is written then.
 */
export function applyToFolder(folder: string, patchFile: string): void {
  const changes = parsePatch(readFileSync(patchFile, 'utf8')).map((change) => {
    const name = change.newFileName!.replace(/^b\//, '');
    const before = change.oldFileName === '/dev/null' ? '' : readFileSync(join(folder, name), 'utf8');
    const after = applyPatch(before, change);
    if (after === false)
      throw labError(`${patchFile} does not fit ${name}`, { remedy: 'make the patch anew for the pinned version' });
    return { path: join(folder, name), after };
  });
  for (const { path, after } of changes) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, after);
  }
}
