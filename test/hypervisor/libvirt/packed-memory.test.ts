import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packMemory, withMemory } from '../../../hypervisor/libvirt/packed-memory';
import { FakePrograms } from '../../operations/fake-programs';

// A machine that only runs these tests may lack lz4. The real one packs real memory in embedded-states.real.test.ts.
const lz4 = 'while [ $# -gt 2 ]; do shift; done; case $1 in -dc) cat "$2";; *) cat "$1" >"$2" && rm "$1";; esac';

let programs: FakePrograms;
let folder: string;
beforeEach(() => {
  programs = new FakePrograms({ lz4 });
  folder = mkdtempSync(join(tmpdir(), 'packed-'));
});
afterEach(() => {
  programs.remove();
  rmSync(folder, { recursive: true });
});

const memory = () => join(folder, 'worker-1.memory');
const pipe = () => join(folder, 'pipe');
const text = 'x'.repeat(1_000_000);

async function packed(): Promise<void> {
  writeFileSync(memory(), text);
  await packMemory(memory());
}

test('memory that was not packed is read as it lies', async () => {
  writeFileSync(memory(), text);
  expect(await withMemory(memory(), pipe(), async (file) => file)).toBe(memory());
  expect(existsSync(pipe())).toBe(false);
});

test('packed memory is read whole through a pipe, of which nothing is left', async () => {
  await packed();
  expect(await withMemory(memory(), pipe(), (file) => readFile(file, 'utf8'))).toBe(text);
  expect(readdirSync(folder)).toEqual(['worker-1.memory.lz4']);
});

test('who reads nothing of it, or fails, is not waited for', async () => {
  await packed();
  expect(await withMemory(memory(), pipe(), async () => 'nothing read')).toBe('nothing read');
  const failing = withMemory(memory(), pipe(), () => Promise.reject(new Error('virsh failed')));
  await expect(failing).rejects.toThrow('virsh failed');
  expect(readdirSync(folder)).toEqual(['worker-1.memory.lz4']);
});

test('a pipe that an ended command has left is replaced', async () => {
  await packed();
  writeFileSync(pipe(), 'old');
  expect(await withMemory(memory(), pipe(), (file) => readFile(file, 'utf8'))).toBe(text);
});

test('memory that cannot be packed stays, and that is told', async () => {
  programs.play('lz4', 'echo "no space left" >&2; exit 1');
  writeFileSync(memory(), text);
  await expect(packMemory(memory())).rejects.toThrow('no space left');
  expect(readFileSync(memory(), 'utf8')).toBe(text);
});
