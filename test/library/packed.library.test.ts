import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildLibrary, packLibrary } from '../../dev/library/build';

/** The packed file is installed in projects of others as they would do it. `./lab test` runs this; it asks the npm registry. */
jest.setTimeout(15 * 60_000);

const examples = join(__dirname, '../../examples/cdktf');
const folder = mkdtempSync(join(tmpdir(), 'lab-library-'));
let packed: string;
beforeAll(async () => {
  await buildLibrary();
  packed = await packLibrary(folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A copy of an example in which the packed file is installed, as `npm install FILE` does it. */
function install(name: string): string {
  const project = join(folder, name);
  cpSync(join(examples, name), project, { recursive: true });
  const file = join(project, 'package.json');
  const json = JSON.parse(readFileSync(file, 'utf8'));
  json.dependencies['kubernetes-network-lab-constructs'] = `file:${packed}`;
  writeFileSync(file, JSON.stringify(json));
  run(project, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error');
  return project;
}

const run = (cwd: string, file: string, ...args: string[]): string => execFileSync(file, args, { cwd, encoding: 'utf8' });

/** What `cdktf synth` writes: each stack's JSON. */
function synthesize(project: string) {
  run(project, 'npx', '--no-install', 'tsx', 'main.ts');
  const stacks = join(project, 'cdktf.out', 'stacks');
  return Object.fromEntries(
    readdirSync(stacks).map((name) => [name, JSON.parse(readFileSync(join(stacks, name, 'cdk.tf.json'), 'utf8'))]),
  );
}

test('a lab stands beside resources of one’s own, which refer to it', () => {
  const project = install('beside');
  const stacks = synthesize(project);
  expect(Object.keys(stacks).sort()).toEqual(['infrastructure', 'own', 'platform', 'services']);
  const [{ data }] = Object.values<{ data: { machines: string } }>(stacks.own.resource.kubernetes_config_map);
  expect(data.machines).toMatch(/data\.terraform_remote_state\..*infrastructure\.outputs/);
  const assets = readdirSync(join(project, 'cdktf.out/stacks/platform/assets'), { recursive: true }) as string[];
  expect(assets.some((path) => path.endsWith('wait-for-cluster.mjs'))).toBe(true);
  // Types are those of the packed file: a wrong one is told.
  writeFileSync(
    join(project, 'wrong.ts'),
    "import { resolveLab } from 'kubernetes-network-lab-constructs';\nresolveLab({ name: 1 });\n",
  );
  const check = ['--no-install', 'tsc', '--noEmit', '--skipLibCheck', '--strict', '--module', 'commonjs', '--target', 'es2022'];
  const tsc = join(__dirname, '../../node_modules/.bin/tsc');
  expect(existsSync(tsc)).toBe(true);
  expect(run(project, tsc, ...check.slice(2), 'main.ts')).toBe('');
  expect(() => run(project, tsc, ...check.slice(2), 'wrong.ts')).toThrow();
});

test('two labs are composed in an app, each with its own stacks, states and names', () => {
  const stacks = synthesize(install('two-labs'));
  expect(Object.keys(stacks).sort()).toEqual(
    ['first', 'second'].flatMap((lab) => ['infrastructure', 'platform', 'services'].map((stack) => `${lab}-${stack}`)),
  );
  expect(stacks['second-platform'].terraform.backend.local.path).toBe('../../../.lab/second/terraform/platform.tfstate');
  expect(JSON.stringify(stacks['second-infrastructure'])).not.toContain('192.168.56.');
});

test('an Aspect visits every resource', () => {
  const { services } = synthesize(install('aspect'));
  const objects = Object.entries<Record<string, { metadata: { labels?: object } }>>(services.resource)
    .filter(([type]) => type.startsWith('kubernetes_'))
    .flatMap(([, made]) => Object.values(made));
  expect(objects.length).toBeGreaterThan(10);
  for (const { metadata } of objects) expect(metadata.labels).toMatchObject({ course: 'networking' });
});
