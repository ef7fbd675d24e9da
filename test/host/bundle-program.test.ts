import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '../../host/paths';

jest.setTimeout(60_000);

let parent: string;
let checkout: string;

/** A small checkout with the packages of this one. */
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'bundle-'));
  checkout = join(parent, 'checkout');
  for (const folder of ['host', 'lib', 'node_modules']) mkdirSync(join(checkout, folder), { recursive: true });
  for (const file of ['host/typescript', 'host/bundle-program.mjs', 'tsconfig.json'])
    copyFileSync(join(projectRoot, file), join(checkout, file));
  for (const name of readdirSync(join(projectRoot, 'node_modules')).filter((name) => !name.startsWith('.')))
    symlinkSync(join(projectRoot, 'node_modules', name), join(checkout, 'node_modules', name));
  for (const file of ['main.ts', 'versions.ts', 'package.json', 'package-lock.json'])
    write(file, file.endsWith('json') ? '{}' : '');
  for (const folder of ['build', 'cli', 'dev', 'hypervisor', 'operations', 'packages', 'stacks'])
    mkdirSync(join(checkout, folder));
  write('lib/word.ts', "export const word: string = 'first';\n");
  write('cli/main.ts', "import { word } from '../lib/word';\nconsole.log(word, __dirname, ...process.argv.slice(2));\n");
});
afterEach(() => rmSync(parent, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(checkout, file), text);
const bundle = () => join(checkout, 'node_modules/.lab-programs', checkout, 'cli/main.cjs');

function run(...words: string[]): string {
  const { stdout, stderr } = spawnSync(join(checkout, 'host/typescript'), [join(checkout, 'cli/main.ts'), ...words], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}
const said = (word: string, ...words: string[]) => `${[word, join(checkout, 'cli'), ...words].join(' ')}\n`;

/** What a change is told by has a resolution, and a margin of a second. */
const later = () => sleep(1100);
const made = () => readFileSync(bundle(), 'utf8');
const isUsed = () => {
  writeFileSync(bundle(), made().replace('first', 'bundled'));
  return run().startsWith('bundled');
};

test('a program that users wait for is made into one file, which is run from then on, and knows its folder', async () => {
  await later();
  expect(run('one', 'two words')).toBe(said('first', 'one', 'two words'));
  expect(existsSync(bundle())).toBe(true);
  expect(run()).toBe(said('first'));
  expect(isUsed()).toBe(true);
});

test.each([
  ['changed', () => write('lib/word.ts', "export const word = 'second';\n"), 'second'],
  [
    'changed, and given an old date',
    () => {
      write('lib/word.ts', "export const word = 'second';\n");
      utimesSync(join(checkout, 'lib/word.ts'), 1, 1);
    },
    'second',
  ],
  [
    'put in the place of another',
    () => {
      write('lib/word-2.ts', "export const word = 'second';\n");
      renameSync(join(checkout, 'lib/word-2.ts'), join(checkout, 'lib/word.ts'));
    },
    'second',
  ],
  ['removed', () => unlinkSync(join(checkout, 'lib/word.ts')), 'Cannot find module'],
])('a source that was %s is seen', async (_how, change, word) => {
  await later();
  run();
  expect(isUsed()).toBe(true);
  change();
  expect(run()).toContain(word);
});

test('a bundle that a clock set to the future has made is made again', async () => {
  await later();
  run();
  const tomorrow = Date.now() / 1000 + 86_400;
  writeFileSync(bundle(), made().replace('first', 'from the future'));
  utimesSync(bundle(), tomorrow, tomorrow);
  expect(run()).toBe(said('first'));
});

test('a checkout that was moved takes no bundle of where it was', async () => {
  await later();
  run();
  const moved = join(parent, 'moved');
  renameSync(checkout, moved);
  checkout = moved;
  expect(run()).toBe(said('first'));
});

test('with --debug the sources themselves are run, whose lines a stack trace names', () => {
  write('cli/main.ts', "\n\nthrow new Error('a fault');\n");
  expect(run('--debug')).toContain('main.ts:3');
  expect(existsSync(bundle())).toBe(false);
});

test('a program with a fault is run from its sources, which tell it', () => {
  write('cli/main.ts', 'const = ;\n');
  expect(run()).toContain('main.ts');
  expect(existsSync(bundle())).toBe(false);
});

test('what is not looked at for changes is not put into a bundle', () => {
  mkdirSync(join(checkout, 'elsewhere'));
  write('elsewhere/word.ts', "export const word: string = 'other';\n");
  write('cli/main.ts', "import { word } from '../elsewhere/word';\nconsole.log(word);\n");
  expect(run()).toBe('other\n');
  expect(existsSync(bundle())).toBe(false);
});

test('where no bundle can be written the program runs from its sources', () => {
  mkdirSync(dirname(dirname(bundle())), { recursive: true });
  write(`node_modules/.lab-programs${join(checkout, 'cli')}`, 'a file where a folder should be');
  expect(run()).toBe(said('first'));
});

test('the programs of this checkout are made of sources that are looked at', () => {
  const script = readFileSync(join(projectRoot, 'host/typescript'), 'utf8');
  const [, names] = /^case \$program in\n(.*)\) bundle=/m.exec(script)!;
  const programs = names!.split(' | ').map((name) => join(projectRoot, name.replaceAll('"', '').replace('$here/', '')));
  const sources = /for part in (.*); do/
    .exec(script)![1]!
    .split(' ')
    .map((part) => join(projectRoot, part));
  expect(programs.length).toBeGreaterThan(2);
  for (const program of programs) {
    const target = join(parent, 'node_modules', 'bundle.cjs');
    mkdirSync(dirname(target), { recursive: true });
    const options = { encoding: 'utf8', cwd: projectRoot } as const;
    const { status } = spawnSync(
      process.execPath,
      [join(projectRoot, 'host/bundle-program.mjs'), program, target, ...sources],
      options,
    );
    expect({ program, status }).toEqual({ program, status: 0 });
  }
});
