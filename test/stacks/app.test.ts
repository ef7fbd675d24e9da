import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot, typescript } from '../../host/paths';

const minute = 60_000;

let folder: string;
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'synthesis-'))));
afterAll(() => rmSync(folder, { recursive: true }));

/** Runs main.ts as `cdktf synth` does, in a working folder and with a home of its own; returns every file made and what was said. */
async function synthesize(name: string, options: { cwd?: string; config?: string } = {}) {
  const [home, out] = [join(folder, name, 'home'), join(folder, name, 'out')];
  for (const made of [home, out]) mkdirSync(made, { recursive: true });
  const { stderr } = await promisify(execFile)(typescript, [join(projectRoot, 'main.ts')], {
    cwd: options.cwd ?? projectRoot,
    env: { PATH: process.env.PATH, HOME: home, CDKTF_OUTDIR: out, LAB_CONFIG: options.config },
  });
  return { files: readTree(out), stderr, paths: [home, out, projectRoot] };
}

function readTree(root: string, from = root): Record<string, string> {
  const entries = readdirSync(from)
    .sort()
    .map((name) => join(from, name));
  return Object.assign(
    {},
    ...entries.map((path) =>
      statSync(path).isDirectory() ? readTree(root, path) : { [relative(root, path)]: readFileSync(path, 'utf8') },
    ),
  );
}

test(
  'main.ts writes the same bytes in another folder, with another home, and no path of either',
  async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const [here, there] = await Promise.all([synthesize('here'), synthesize('there', { cwd: elsewhere })]);
    expect(Object.keys(here.files)).toEqual([
      'manifest.json',
      'stacks/infrastructure/cdk.tf.json',
      expect.stringMatching(/^stacks\/platform\/assets\/.*\/wait-for-cluster\.mjs$/),
      'stacks/platform/cdk.tf.json',
      'stacks/services/cdk.tf.json',
    ]);
    expect(there.files).toEqual(here.files);
    for (const text of Object.values(here.files)) {
      for (const path of [...here.paths, ...there.paths, elsewhere]) expect(text).not.toContain(path);
    }
    expect(here.stderr).toContain('warning: cluster.podCidr 20.96.0.0/12 is public address space');

    const manifest = JSON.parse(here.files['manifest.json']!);
    const dependencies = Object.entries<{ dependencies: string[] }>(manifest.stacks).map(([name, stack]) => [
      name,
      stack.dependencies,
    ]);
    expect(Object.fromEntries(dependencies)).toEqual({
      infrastructure: [],
      platform: ['infrastructure'],
      services: ['platform'],
    });
  },
  minute,
);

test(
  'main.ts reads the definition LAB_CONFIG names, and writes nothing when it is faulty',
  async () => {
    const config = join(folder, 'bad.yaml');
    writeFileSync(config, 'cluster:\n  podCidr: 10.0.0.1/16\n');
    await expect(synthesize('bad', { config })).rejects.toMatchObject({
      stderr: expect.stringContaining('cluster.podCidr 10.0.0.1/16: has host bits set; write 10.0.0.0/16'),
    });
    expect(readTree(join(folder, 'bad', 'out'))).toEqual({});
  },
  minute,
);
