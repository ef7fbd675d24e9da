// Makes one file of a TypeScript program: node bundle-program.mjs FILE BUNDLE SOURCE...
// It ends with 1, and leaves no file, where it could not; whoever starts the program then runs it from its sources.
import { chownSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { build } from 'esbuild';

/** Seconds that a file's time may lag behind the clock: what changed meanwhile must look newer than the bundle. */
const margin = 1;
/** Beside programs, packages have it. */
const packages = 'node_modules';

/** Programs find files beside them by the folder of their source. */
const withOwnFolder = {
  name: 'own-folder',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!text.includes('__dirname')) return undefined;
      return { contents: `const __dirname = ${JSON.stringify(dirname(path))};${text}`, loader: 'ts' };
    }),
};

async function bundled(program) {
  const { outputFiles, metafile } = await build({
    ...{ entryPoints: [program], bundle: true, platform: 'node', target: 'node20', external: ['*.node'] },
    // Class names are told to users, and constructs are found by them.
    ...{ keepNames: true, plugins: [withOwnFolder], write: false, metafile: true, logLevel: 'silent' },
  });
  return { contents: outputFiles[0].contents, inputs: Object.keys(metafile.inputs).map((path) => resolve(path)) };
}

/** A bundle that others look at for changes must not hold what they do not look at. */
function unwatched(inputs, sources) {
  const isWatched = (path) => sources.some((source) => path === source || path.startsWith(source + sep));
  return inputs.filter((path) => !path.split(sep).includes(packages) && !isWatched(path));
}

/** Whole or not at all, and whose the packages are: a user must be able to remove what root made. */
function writeBundle(bundle, contents, time) {
  const folder = bundle.slice(0, bundle.indexOf(`${sep}${packages}${sep}`) + packages.length + 1);
  const { uid, gid } = statSync(folder);
  const isRoot = process.geteuid() === 0;
  const made = mkdirSync(dirname(bundle), { recursive: true, mode: 0o755 });
  for (let path = dirname(bundle); made && isRoot && path.length >= made.length; path = dirname(path)) chownSync(path, uid, gid);
  const partial = `${bundle}.${process.pid}`;
  try {
    writeFileSync(partial, contents, { mode: 0o644 });
    if (isRoot) chownSync(partial, uid, gid);
    utimesSync(partial, time, time);
    renameSync(partial, bundle);
  } finally {
    rmSync(partial, { force: true });
  }
}

const [program, bundle, ...sources] = process.argv.slice(2);
const begin = Date.now() / 1000 - margin;
try {
  const { contents, inputs } = await bundled(program);
  const others = unwatched(inputs, sources);
  if (others.length > 0) throw new Error(`not looked at for changes: ${others.join(', ')}`);
  writeBundle(bundle, contents, begin);
} catch {
  // Run as they are, the sources tell what is wrong with them.
  process.exitCode = 1;
}
