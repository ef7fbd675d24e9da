import { execFileSync, spawnSync } from 'node:child_process';
import { clientAt, clientCommand, hasAsked } from '../../../lib/capture/client-command';

const seen = (stdout: string) => ({ exitCode: 0, stdout, stderr: '', command: 'it', milliseconds: 1 });

/** What the command runs, with programs that print their words. */
function ran(command: readonly string[]): string[] {
  const [shell, flag, script, ...words] = command;
  const said = execFileSync(shell!, [flag!, `dig() { echo dig "$@"; }; curl() { echo curl "$@"; }; ${script}`, ...words], {
    encoding: 'utf8',
  });
  expect(hasAsked(seen(said))).toBe(true);
  return said.split('\n').filter(Boolean).slice(1);
}

/** The command in a place that has none of its programs. */
const ranWithoutPrograms = ([shell, ...words]: readonly string[]) =>
  spawnSync(`/bin/${shell}`, words, { encoding: 'utf8', env: { PATH: '/nowhere' } });

describe("a client's command", () => {
  test('asks a question from its port, and then for a page from each of its ports', () => {
    const question = { name: 'db.default.svc.cluster.local', type: 'A', port: 20001 };
    const [dig, curl, ...more] = ran(clientCommand({ question, connection: { url: 'http://db:5432/', ports: [20001, 20002] } }));
    expect(dig).toMatch(/^dig -b 0\.0\.0\.0#20001 .*db\.default\.svc\.cluster\.local A$/);
    expect(curl).toMatch(/^curl .*--local-port 20001 http:\/\/db:5432\/ --next .*--local-port 20002 http:\/\/db:5432\/$/);
    expect(more).toEqual([]);
  });

  test('does one of both alone, too', () => {
    expect(ran(clientCommand({ question: { name: 'github.com', type: 'AAAA', port: 20001 } }))).toHaveLength(1);
    expect(ran(clientCommand({ connection: { url: 'http://10.96.0.100/', ports: [20001] } }))).toEqual([
      expect.stringMatching(/^curl /),
    ]);
  });

  test.each([
    ['dig', { question: { name: 'github.com', type: 'A', port: 20001 } }],
    ['curl', { connection: { url: 'http://10.96.0.100/', ports: [20001] } }],
  ])('without %s asks nothing, and says why', (program, request) => {
    const { status, stdout, stderr } = ranWithoutPrograms(clientCommand(request));
    expect(status).toBe(127);
    expect(hasAsked(seen(stdout))).toBe(false);
    expect(stderr).toBe(`there is no ${program}\n`);
  });

  test('runs in the toolbox of a node, in a pod of a workload, on a machine, or at the lab', () => {
    const app = (name: string) => (name.startsWith('toolbox') ? 'toolbox' : 'db');
    expect(clientAt({ kind: 'pod', name: 'toolbox-x', node: 'worker-1' }, app)).toEqual({ at: 'pod', node: 'worker-1' });
    expect(clientAt({ kind: 'pod', name: 'db-0', node: 'worker-1' }, app)).toEqual({ at: 'workload', pod: 'db-0' });
    expect(clientAt({ kind: 'machine', name: 'worker-1' }, app)).toEqual({ at: 'machine', name: 'worker-1' });
    expect(clientAt({ kind: 'outside' }, app)).toEqual({ at: 'outside' });
    expect(clientAt({ kind: 'internet' }, app)).toBeUndefined();
  });
});
