import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writeBundle } from '../../../build/bundle/write-bundle';
import { projectRoot } from '../../../host/paths';
import { buildParts, contents, entriesOf, newPlace, packEntries, parts, type Place, write } from '../../build/bundle/small-cache';
import { Machine } from './bring-fakes';

jest.setTimeout(60_000);

let place: Place;
let machine: Machine;
beforeEach(async () => {
  place = newPlace();
  machine = new Machine('ID=debian\nVERSION_ID="12"\n');
  // Neither a registry nor a program to ask one with.
  machine.remove('pip');
  write(join(place.checkout, 'host/bootstrap/node.txt'), readFileSync(join(projectRoot, 'host/bootstrap/node.txt'), 'utf8'));
  await buildParts(place.cache, parts());
});
afterEach(() => {
  machine.dispose();
  place.remove();
});

/** A bundle made on a machine to whose cache Node.js was brought. */
async function bundleWithNode(): Promise<string> {
  const other = new Machine('ID=debian\nVERSION_ID="12"\n');
  try {
    const brought = dirname(other.bring('node').stdout.trim());
    const runtime = join(place.cache, 'runtime');
    mkdirSync(runtime);
    cpSync(brought, join(runtime, brought.split('/').at(-1)!), { recursive: true, verbatimSymlinks: true });
    await writeBundle(place.file, contents(place));
    return place.file;
  } finally {
    other.dispose();
  }
}

const without = { status: 3, stdout: '' };

test('a bundle without Node.js, an address and what is no bundle leave the machine to fetch it', async () => {
  await writeBundle(place.file, contents(place));
  const other = join(place.folder, 'other');
  writeFileSync(other, 'text');
  for (const source of [place.file, 'https://example.com/lab.bundle', other, join(place.folder, 'none')])
    expect(machine.bring('node', {}, source)).toMatchObject({ ...without, stderr: expect.stringContaining('Node.js 22.20.0') });
});

test('a damaged Node.js in a bundle is refused', async () => {
  const entries = entriesOf(await bundleWithNode());
  const at = entries.findIndex(({ name }) => name.startsWith('runtime/'));
  entries[at] = { ...entries[at]!, content: `${String(entries[at]!.content)}x` };
  packEntries(place.file, entries);
  expect(machine.bring('node', {}, place.file)).toMatchObject({
    ...without,
    stderr: expect.stringMatching(/error: the bundle is damaged: runtime\/node-[0-9a-f]{16}\.tar is not what was put into it/),
  });
  expect(
    existsSync(join(machine.cache, 'runtime')) && readdirSync(join(machine.cache, 'runtime')).some((name) => /^node-/.test(name)),
  ).toBe(false);
});

test('a bundle has the Node.js that its maker’s cache has, and it is taken without pip', async () => {
  const file = await bundleWithNode();
  const { status, stdout, stderr } = machine.bring('node', {}, file);
  expect({ status, stderr }).toEqual({ status: 0, stderr: `taking Node.js 22.20.0 from ${file}…\n` });
  expect(readdirSync(stdout.trim()).sort()).toEqual(['node', 'npm', 'npx']);
  expect(machine.bring('node')).toEqual({ status: 0, stdout, stderr: '' });
});
