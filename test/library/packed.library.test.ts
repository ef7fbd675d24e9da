import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';
import { tryRun } from '../../host/run';

/** The package is packed and installed in the examples' project as others would do it, outside the checkout. It asks the npm registry. */
jest.setTimeout(20 * 60_000);

const { name, version } = JSON.parse(readFileSync(join(projectRoot, 'library/package.json'), 'utf8'));
const file = `${name}-${version}.tgz`;
const folder = mkdtempSync(join(tmpdir(), 'lab-library-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, args: string[], cwd = folder) =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: 'pipe' });

beforeAll(() => {
  for (const source of ['aspect.ts', 'beside.ts', 'two-labs.ts', 'cdktf.json', 'package.json'])
    cpSync(join(projectRoot, 'examples/cdktf', source), join(folder, source));
  run('npm', ['run', 'library', '--', '--pack-destination', folder, '--loglevel=error'], projectRoot);
  run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error']);
});

/** Runs a program of the examples' as `cdktf synth` does. @returns each stack's JSON */
function synthesize(program: string) {
  rmSync(join(folder, 'cdktf.out'), { recursive: true, force: true });
  run('node_modules/.bin/tsx', [program]);
  const stacks = join(folder, 'cdktf.out/stacks');
  return Object.fromEntries(
    readdirSync(stacks).map((stack) => [stack, JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8'))]),
  );
}

test('the packed file holds code, types, the license and a page, and nothing else of the project', () => {
  const files = run('tar', ['-tzf', file]).trim().split('\n');
  const types = /^package\/dist\/types\/(versions|(library|stacks|lib\/(constructs|definition|model|render))\/.*)\.d\.ts$/;
  expect(files.filter((path) => !types.test(path)).sort()).toEqual(
    ['LICENSE', 'README.md', 'dist/index.js', 'dist/wait-for-cluster.mjs', 'package.json'].map((path) => `package/${path}`),
  );
  const code = readFileSync(join(folder, 'node_modules', name, 'dist/index.js'), 'utf8');
  expect(code).not.toContain(projectRoot);
});

test('a lab stands beside a stack of the app’s own, which refers to it', () => {
  const stacks = synthesize('beside.ts');
  expect(Object.keys(stacks).sort()).toEqual(['infrastructure', 'platform', 'services', 'welcome']);
  const { welcome } = stacks.welcome.resource.kubernetes_config_map;
  expect(welcome.data.zone).toBe('company.internal');
  expect(welcome.data.machines).toMatch(/^\$\{data\.terraform_remote_state\..*\.outputs\..*machines/);
  const assets = readdirSync(join(folder, 'cdktf.out/stacks/platform/assets'), { recursive: true }).map(String);
  expect(assets).toContainEqual(expect.stringMatching(/\/wait-for-cluster\.mjs$/));
});

test('two labs are composed in an app', () => {
  const stacks = synthesize('two-labs.ts');
  expect(Object.keys(stacks).sort()).toEqual(
    ['first', 'second'].flatMap((lab) => ['infrastructure', 'platform', 'services'].map((stack) => `${lab}-${stack}`)),
  );
  expect(JSON.stringify(stacks['first-infrastructure'])).toContain('192.168.56.30');
  expect(JSON.stringify(stacks['second-infrastructure'])).not.toContain('192.168.56.');
});

test('an Aspect labels every object of the cluster', () => {
  const { resource } = synthesize('aspect.ts').services;
  const objects = Object.values<Record<string, { metadata: { labels?: object } }>>(resource).flatMap(Object.values);
  expect(objects.length).toBeGreaterThan(10);
  for (const { metadata } of objects) expect(metadata.labels).toMatchObject({ course: 'networking' });
});

test('an Aspect refuses a machine, and cdktf names the machine’s construct', async () => {
  const strict = readFileSync(join(folder, 'aspect.ts'), 'utf8').replace("('networking', 2)", "('networking', 1)");
  writeFileSync(join(folder, 'strict.ts'), strict);
  const { exitCode, stderr } = await tryRun('node_modules/.bin/tsx', ['strict.ts'], { cwd: folder });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('[infrastructure/machine-control-plane/Resource] has 2 processors; the course allows 1');
});

test('a faulty definition is refused with every fault, its value and what to write', async () => {
  const text = `import { resolveLab } from '${name}';\nresolveLab({ workers: 0, cluster: { podCidr: '10.0.0.1/16' } });\n`;
  writeFileSync(join(folder, 'faulty.ts'), text);
  const { exitCode, stderr } = await tryRun('node_modules/.bin/tsx', ['faulty.ts'], { cwd: folder });
  expect(exitCode).toBe(1);
  expect(stderr).toContain('DefinitionError: the lab definition has 2 problems');
  expect(stderr).toContain('cluster.podCidr 10.0.0.1/16: has host bits set; write 10.0.0.0/16');
});

test('the packed types accept the examples and refuse a prop of another type', async () => {
  writeFileSync(join(folder, 'wrong.ts'), `import { resolveLab } from '${name}';\nresolveLab({ name: 1 });\n`);
  const tsc = join(projectRoot, 'node_modules/.bin/tsc');
  const programs = ['aspect.ts', 'beside.ts', 'two-labs.ts', 'wrong.ts'];
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2022'];
  const { stdout } = await tryRun(tsc, [...options, ...programs], { cwd: folder });
  expect(stdout.split('\n').filter((line) => /^\S/.test(line))).toEqual([
    "wrong.ts(2,14): error TS2322: Type 'number' is not assignable to type 'string'.",
  ]);
});
