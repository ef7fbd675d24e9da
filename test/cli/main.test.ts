import { spawnSync } from 'node:child_process';
import { projectRoot, typescript } from '../../host/paths';

jest.setTimeout(60_000);

function lab(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(typescript, ['cli/main.ts', ...args], { cwd: projectRoot, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const example = 'examples/small-workers.yaml';
const wrong = `${projectRoot}/test/cases/memory-number.yaml`;

test.each([
  ['a command it does not know', ['deploy'], "unknown command 'deploy'"],
  ['an option it does not know', ['plan', '--colour'], "unknown option '--colour'"],
  ['a lab that was never built', ['status', 'nowhere'], 'there is no lab "nowhere" in this checkout'],
  ['a lab that was never built, by option', ['status', '--lab', 'nowhere'], 'there is no lab "nowhere" in this checkout'],
  ['a definition and a lab together', ['--config', example, 'plan', '--lab', 'nowhere'], '--lab and --config name a lab each'],
  ['a definition named twice', ['plan', example, '--config', example], `--config and ${example} name a definition each`],
  ['a lab and a definition', ['plan', example, '--lab', 'nowhere'], '--lab and --config name a lab each'],
  ['an empty name of a definition', ['plan', '--config', ''], '--config names no file'],
  ['a Kubernetes manifest', ['plan', 'test/cases/manifest.yaml'], 'test/cases/manifest.yaml:2:1: is a Kubernetes object'],
  ['a definition by its whole path', ['plan', wrong], `${wrong}:2:25: controlPlane.memory 2048: must be text`],
  ['a definition that is not there', ['plan', '--config', 'no-such.yaml'], 'no-such.yaml'],
])('refuses %s', (_what, args, reason) => {
  const { status, stdout, stderr } = lab(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(reason);
});

test.each([
  ['before', ['--config', example, 'plan', '--output', 'json']],
  ['behind', ['plan', '--config', example, '--output', 'json']],
  ['behind', ['plan', '-c', example, '--output', 'json']],
  ['as a word behind', ['plan', example, '--output', 'json']],
])('takes the definition %s the command: %s', (_where, args) => {
  const { status, stdout } = lab(...args);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ definition: { name: 'small' } });
});

test.each([
  ['test', '--within <minutes>'],
  ['bench', '--workers <'],
])('tells the options of the program that `%s` runs', (command, option) => {
  const { status, stdout } = lab(command, '--help');
  expect(status).toBe(0);
  expect(stdout).toContain(option);
});
