import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';

const read = (path: string) => JSON.parse(readFileSync(join(projectRoot, path), 'utf8'));
const project = read('package.json');
const library = read('library/package.json');
const examples = read('examples/cdktf/package.json');

test('the package has the version, the license and the Node.js of the project', () => {
  const { version, license, engines } = project;
  expect(library).toMatchObject({ version, license, engines });
});

test('the package and the examples ask for the versions that the project is tested with', () => {
  const { [library.name]: packed, ...others } = examples.dependencies;
  const asked: [string, string][] = [...Object.entries<string>(library.dependencies), ...Object.entries<string>(others)];
  expect(asked.length).toBeGreaterThan(6);
  for (const [name, version] of asked) expect([name, version]).toEqual([name, project.dependencies[name]]);
  expect(packed).toBe(`file:${library.name}-${library.version}.tgz`);
});

test('cdktf and constructs are the ones of the app, because there may be one of each in it', () => {
  expect(library.peerDependencies.cdktf).toBe(`^${project.dependencies.cdktf}`);
  expect(library.peerDependencies.constructs).toBe(read('node_modules/cdktf/package.json').peerDependencies.constructs);
  expect(Object.keys(library.dependencies)).not.toEqual(expect.arrayContaining(['cdktf']));
});
