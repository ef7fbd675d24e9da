// Takes the npm packages of this checkout from a bundle, where no registry can be reached:
//   node bundle-packages.mjs SOURCE CHECKOUT
// It needs none of them. node_modules is replaced as a whole, or stays as it is.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { outdated } from './bundle-fault.mjs';
import { keep, packagesName, readBundle } from './bundle-reader.mjs';
import { tarFiles } from './tar-reader.mjs';

/** Begins the name of a folder that gets its own at the end. The caller lets one run at a time. */
const unfinished = '.lab-packages-';

async function installPackages(source, checkout) {
  const lock = await readFile(join(checkout, 'package-lock.json'));
  await removeLeftovers(checkout);
  const folder = await mkdtemp(join(checkout, unfinished));
  try {
    const archive = join(folder, packagesName);
    await readBundle(source, {
      accept: (manifest) => requireSameLock(manifest, lock),
      place: (name) => (name === packagesName ? archive : undefined),
      last: packagesName,
    });
    for await (const file of tarFiles(createReadStream(archive, { highWaterMark: 1 << 20 }))) {
      await keep(file, join(folder, file.name), { lasting: false });
    }
    await linkWorkspaces(JSON.parse(lock), folder);
    await rm(join(checkout, 'node_modules'), { recursive: true, force: true });
    await rename(join(folder, 'node_modules'), join(checkout, 'node_modules'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What an installation that was killed has left. */
async function removeLeftovers(checkout) {
  for (const name of await readdir(checkout))
    if (name.startsWith(unfinished)) await rm(join(checkout, name), { recursive: true, force: true });
}

function requireSameLock({ lock: made, version }, lock) {
  if (createHash('sha256').update(lock).digest('hex') === made) return;
  throw outdated(
    `it was made from another version of this project (${version}): npm packages differ, and without them the other parts cannot be compared`,
  );
}

/** The packages that lie in this checkout itself. */
async function linkWorkspaces({ packages }, folder) {
  for (const [path, { link, resolved }] of Object.entries(packages)) {
    if (!link) continue;
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(relative(dirname(path), resolved), join(folder, path));
  }
}

const [source, checkout] = process.argv.slice(2);
try {
  process.umask(0o022);
  await installPackages(source, checkout);
} catch (error) {
  if (error.name !== 'BundleFault') throw error;
  console.error(`error: ${error.message}\n  what to do: ${error.remedy}`);
  process.exitCode = error.kind === 'usage' ? 2 : 3;
}
