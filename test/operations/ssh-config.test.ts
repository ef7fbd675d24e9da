import { execFile } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectRoot } from '../../host/paths';
import { listenOnLoopback, loopback } from '../../operations/connections/loopback-listener';
import { socksServer } from '../../operations/connections/socks-server';
import { ConnectError } from '../../operations/connections/connect-error';
import { ensureSecrets } from '../../operations/secrets/lab-secrets';
import { labSshConfig } from '../../operations/ssh-config';
import { connect } from 'node:net';
import { portOf } from './connections/loopback';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

const program = join(projectRoot, 'operations', 'connections', 'socks-connect.mjs');
const running = new RunningLab();
afterAll(() => running.remove());

/** Runs ssh's ProxyCommand with some input. */
function joined(port: number, host: string, input: string): Promise<{ code: number; stdout: string; stderr: string }> {
  const done = promisify(execFile)(process.execPath, [program, String(port), host, '22']);
  done.child.stdin!.end(input);
  return done.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    (error: { code: number; stdout: string; stderr: string }) => error,
  );
}

test('a lab that has not been built has no hosts', async () => {
  await expect(labSshConfig(running.context)).rejects.toMatchObject({ kind: 'lab' });
});

test('machines are hosts whose way is the proxy', async () => {
  await ensureSecrets(running.context.lab, running.stateDir);
  const text = await labSshConfig(running.context);
  expect(text).toContain('Host lesson-worker-2\n  HostName 192.168.56.32\n');
  expect(text).toContain(`socks-connect.mjs 1080 %h %p`);
  expect(text).toContain(`IdentityFile "${running.stateDir}/secrets/ssh"`);
});

test('without a proxy ssh is told how to start it', async () => {
  const free = createServer().listen(0, loopback);
  const port = await portOf(free);
  await new Promise((resolve) => free.close(resolve));
  expect(await joined(port, '192.168.56.31', '')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('./lab proxy starts it'),
  });
});

test('ssh is joined with the machine, which speaks first', async () => {
  const machine = createServer({ allowHalfOpen: true }, (socket) => {
    socket.write('SSH-2.0-test ');
    socket.on('data', (data) => socket.write(data)).on('end', () => socket.end(' bye'));
  }).listen(0, loopback);
  const at = await portOf(machine);
  const asked: string[] = [];
  const proxy = await listenOnLoopback(
    0,
    socksServer(async (host, port) => {
      asked.push(`${host}:${port}`);
      if (host === '192.168.56.99') throw new ConnectError('unreachable', host);
      return connect({ port: at, host: loopback, allowHalfOpen: true });
    }),
  );
  expect(await joined(proxy.port, '192.168.56.31', 'hello')).toMatchObject({ code: 0, stdout: 'SSH-2.0-test hello bye' });
  expect(await joined(proxy.port, '192.168.56.99', '')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('(answer 3 of'),
  });
  expect(asked).toEqual(['192.168.56.31:22', '192.168.56.99:22']);
  await proxy.close();
  machine.close();
});
