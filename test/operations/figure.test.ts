import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveLab } from '../../lib/model';
import { drawLab } from '../../operations/figure';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-figure-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const lab = resolveLab({ name: 'not-built' });

test('a lab is drawn into the file that was named', async () => {
  const file = join(folder, 'lab.svg');
  const drawn = await drawLab({ lab }, file, {});
  expect(drawn).toMatch(/^<svg .*<\/svg>\n$/s);
  expect(readFileSync(file, 'utf8')).toBe(drawn);
});

test('what changes from another definition is marked', async () => {
  const before = join(folder, 'before.yaml');
  writeFileSync(before, 'workers: 3\n');
  expect(await drawLab({ lab }, undefined, { before })).toContain('>− goes<');
});

test.each([
  [{ changes: true }, undefined, 'the lab "not-built" has not been built'],
  [{ changes: true, before: 'x.yaml' }, undefined, '--before and --changes name a lab each'],
  [{}, 'lab.png', 'lab.png: a figure is SVG'],
  [{}, '/no/such/folder/lab.svg', '/no/such/folder/lab.svg cannot be written'],
])('%j into %s is refused', async (choice, file, message) => {
  await expect(drawLab({ lab }, file, choice)).rejects.toThrow(message);
});
