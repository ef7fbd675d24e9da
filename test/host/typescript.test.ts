import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot, typescript } from '../../host/paths';

jest.setTimeout(60_000);

const loader = `file://${join(projectRoot, 'node_modules', 'tsx', 'dist', 'loader.mjs')}`;
let folder: string;
let program: string;
let temporary: string;

beforeEach(() => {
  // Inside the checkout, where its packages are found.
  mkdirSync(join(projectRoot, '.lab'), { recursive: true });
  folder = mkdtempSync(join(projectRoot, '.lab', 'typescript-test-'));
  temporary = mkdtempSync(join(tmpdir(), 'typescript-'));
  program = join(folder, 'program.ts');
  // It waits, because tsx writes what it keeps beside the program's work.
  writeFileSync(
    program,
    "import { Command } from 'commander';\nconst said: string = Command.name;\nconsole.log(`genuine ${said}`);\nsetTimeout(() => undefined, 300);\n",
  );
});
afterEach(() => {
  for (const made of [folder, temporary]) rmSync(made, { recursive: true, force: true });
});

interface Circumstances {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}
const start = (file: string, args: readonly string[], { cwd = projectRoot, env }: Circumstances) =>
  spawnSync(file, [...args], { cwd, encoding: 'utf8', env: { PATH: process.env.PATH, TMPDIR: temporary, ...env } });
/** What the program prints where it is started as every TypeScript program of the checkout is. */
const said = (circumstances: Circumstances = {}) => start(typescript, [program], circumstances).stdout;
/** The same as it was before, which shows that what was planted does something. */
const saidUnprotected = (circumstances: Circumstances = {}) =>
  start(process.execPath, ['--import', loader, program], circumstances).stdout;

test('code that another user put into the folder tsx keeps its results in is not run', () => {
  saidUnprotected();
  const kept = join(temporary, `tsx-${process.geteuid!()}`);
  for (const file of readdirSync(kept).map((name) => join(kept, name)))
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('genuine', 'planted'));
  expect(saidUnprotected()).toBe('planted Command\n');
  expect(said()).toBe('genuine Command\n');
});

test('nothing is left in the folder for temporary files for others to find', () => {
  expect(said()).toBe('genuine Command\n');
  expect(readdirSync(temporary)).toEqual([]);
});

test('a tsconfig.json above the working folder does not say what a package is', () => {
  const cwd = join(temporary, 'some', 'where');
  mkdirSync(cwd, { recursive: true });
  const planted = join(temporary, 'planted.ts');
  writeFileSync(planted, "console.log('planted');\nexport class Command {}\n");
  writeFileSync(
    join(temporary, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { baseUrl: temporary, paths: { commander: [planted] } } }),
  );
  expect(saidUnprotected({ cwd })).toContain('planted');
  expect(said({ cwd })).toBe('genuine Command\n');
});

test.each(['NODE_OPTIONS', 'ESBUILD_BINARY_PATH'])('the variable %s brings no code of its own', (name) => {
  const [script, binary] = [join(temporary, 'planted.cjs'), join(temporary, 'planted')];
  writeFileSync(script, "console.log('planted');\n");
  writeFileSync(binary, '#!/bin/sh\nexit 1\n');
  chmodSync(binary, 0o755);
  const env = { [name]: name === 'NODE_OPTIONS' ? `--require ${script}` : binary };
  expect(saidUnprotected({ env })).not.toBe('genuine Command\n');
  expect(said({ env })).toBe('genuine Command\n');
});

test('Jest keeps the code it made in the checkout, where no other user can put any', () => {
  const { cacheDirectory } = jest.requireActual<{ cacheDirectory: string }>('../../jest.config.js');
  expect(cacheDirectory).toMatch(/^<rootDir>\/node_modules\//);
});
