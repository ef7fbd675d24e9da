import { execFileSync } from 'node:child_process';
import { clientAt, clientCommand } from '../../../lib/capture/client-command';

/** What the command runs, with programs that print their words. */
function ran(command: readonly string[]): string[] {
  const [shell, flag, script, ...words] = command;
  const said = execFileSync(shell!, [flag!, `dig() { echo dig "$@"; }; curl() { echo curl "$@"; }; ${script}`, ...words], {
    encoding: 'utf8',
  });
  return said.split('\n').filter(Boolean);
}

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

  test('runs in the toolbox of a node, in a pod of a workload, on a machine, or at the lab', () => {
    const app = (name: string) => (name.startsWith('toolbox') ? 'toolbox' : 'db');
    expect(clientAt({ kind: 'pod', name: 'toolbox-x', node: 'worker-1' }, app)).toEqual({ at: 'pod', node: 'worker-1' });
    expect(clientAt({ kind: 'pod', name: 'db-0', node: 'worker-1' }, app)).toEqual({ at: 'workload', pod: 'db-0' });
    expect(clientAt({ kind: 'machine', name: 'worker-1' }, app)).toEqual({ at: 'machine', name: 'worker-1' });
    expect(clientAt({ kind: 'outside' }, app)).toEqual({ at: 'outside' });
    expect(clientAt({ kind: 'internet' }, app)).toBeUndefined();
  });
});
