import { run, tryRun } from '../../host/run';
import { waitFor } from '../../host/wait';
import { type Context, kubectlCommand } from '../context';

/**
 * The token with which workers join the cluster (https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/).
 * Whoever has it may have a certificate for any node's name, and root on a worker can read it. Its text is part of the
 * workers' seeds, so it stays the same; what makes it worth something is a Secret of the cluster, which comes and goes.
 */

const hour = 3_600_000;
/** How long a token that is given anew is worth something: workers boot and join in a quarter of it. */
const lifetime = 4 * hour;
/** How long a worker waits for the cluster (kubeadm's `discovery` timeout), so a token with less left is renewed. */
const joining = hour;

/** The Secret a token is, as `kubeadm token create` would make it. */
export function joinTokenSecret(token: string, expiration: Date): object {
  const [id, secret] = token.split('.');
  const values = {
    'token-id': id!,
    'token-secret': secret!,
    // RFC 3339, without fractions of a second.
    expiration: expiration.toISOString().replace(/\.\d+Z$/, 'Z'),
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
    'auth-extra-groups': 'system:bootstrappers:kubeadm:default-node-token',
  };
  const data = Object.entries(values).map(([name, value]) => [name, Buffer.from(value).toString('base64')]);
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName(token), namespace },
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(data),
  };
}

const namespace = 'kube-system';
const secretName = (token: string): string => `bootstrap-token-${token.split('.')[0]}`;

/** Sees to it that the token is worth something for as long as a machine may take to join. @throws when kubectl fails */
export async function ensureJoinToken(context: Context): Promise<void> {
  const token = context.secrets().read('bootstrap-token');
  const shown = ['-o', 'jsonpath={.data.expiration}'];
  const expiration = await kubectl(context, ['get', 'secret', secretName(token), '--ignore-not-found', ...shown]);
  if (Date.parse(Buffer.from(expiration, 'base64').toString()) - Date.now() > joining) return;
  const secret = JSON.stringify(joinTokenSecret(token, new Date(Date.now() + lifetime)));
  await kubectl(context, ['apply', '--server-side', '--force-conflicts', '--validate=false', '-f', '-'], secret);
}

/** Ends the token: every machine has joined, and what was written into their seeds is worth nothing any more. */
export async function endJoinToken(context: Context): Promise<void> {
  const name = secretName(context.secrets().read('bootstrap-token'));
  const [file, ...args] = await command(context, ['delete', 'secret', name, '--ignore-not-found']);
  await waitFor(
    async () => {
      const { exitCode, stderr } = await tryRun(file!, args, { timeout: 120_000 });
      return exitCode === 0 ? { value: true, observation: '' } : { observation: stderr.split('\n').at(-1) || 'no answer' };
    },
    { what: 'the token with which machines joined to be taken away', deadline: 300, interval: 5, remedy: './lab up tries again' },
  );
}

const command = (context: Context, args: readonly string[]): Promise<readonly string[]> =>
  kubectlCommand(context, ['--namespace', namespace, '--request-timeout=60s', ...args]);

async function kubectl(context: Context, args: readonly string[], input?: string): Promise<string> {
  const [file, ...rest] = await command(context, args);
  return (await run(file!, rest, { input, timeout: 120_000 })).stdout;
}
