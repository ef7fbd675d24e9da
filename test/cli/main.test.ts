import { spawnSync } from 'node:child_process';
import { projectRoot, typescript } from '../../host/paths';

jest.setTimeout(60_000);

function lab(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(typescript, ['cli/main.ts', ...args], { cwd: projectRoot, encoding: 'utf8' });
  return { status, stdout, stderr };
}

const example = 'examples/small-workers.yaml';

test.each([
  ['a command it does not know', ['deploy'], "unknown command 'deploy'"],
  ['an option it does not know', ['plan', '--colour'], "unknown option '--colour'"],
  ['a lab that was never built', ['status', 'nowhere'], 'there is no lab "nowhere" in this checkout'],
  ['a lab that was never built, by option', ['status', '--lab', 'nowhere'], 'there is no lab "nowhere" in this checkout'],
  ['a definition and a lab together', ['--config', example, 'plan', '--lab', 'nowhere'], '--lab and --config name a lab each'],
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
])('takes the definition %s the command: %s', (_where, args) => {
  const { status, stdout } = lab(...args);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ definition: { name: 'small' } });
});
