import { ssh } from '../../operations/run-in-lab';
import type { Context } from '../../operations/context';
import { sshCommand } from '../../operations/live-probe/ssh';
import { resolveLab } from '../../lib/model';

const secrets = { sshKey: '/lab/ssh', knownHosts: '/lab/known_hosts' };

/** A running lab in which each command is noted in place of being run. */
function noting(commands: unknown[][]): Context {
  const command = (...words: unknown[]) => {
    commands.push(words);
    return ['true'];
  };
  const hypervisor = async () => ({ isRunning: async () => true, command });
  return { lab: resolveLab(), hypervisor, secrets: () => secrets } as unknown as Context;
}

test('a machine that there is not is refused, with those that there are', async () => {
  await expect(ssh(noting([]), 'worker-9', [])).rejects.toMatchObject({
    kind: 'usage',
    remedy: 'the machines are control-plane, worker-1, worker-2, name-server',
  });
});

test('a person’s login is as strict as the probe’s', async () => {
  const commands: unknown[][] = [];
  expect(await ssh(noting(commands), 'worker-1', ['-A', 'ip', 'route'])).toBe(0);
  expect(commands).toEqual([['lan', [...sshCommand(secrets, '192.168.56.31'), '-A', 'ip', 'route']]]);
});
