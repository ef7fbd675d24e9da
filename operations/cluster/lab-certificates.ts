import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryRun } from '../../host/run';
import { apiEndpoint } from '../../lib/model';
import type { Context } from '../context';

/** The lab's own, in its secrets folder. */
const files = ['ca.crt', 'admin.crt', 'web.crt'];

/** The lab's certificates in PEM, by name: those of its secrets and, where the cluster answers, the API server's. */
export async function labCertificates(context: Context, { running }: { running: boolean }): Promise<Record<string, string>> {
  const { folder } = context.secrets();
  const own = files.filter((name) => existsSync(join(folder, name)));
  const served = running ? await servedCertificate(context) : undefined;
  return {
    ...Object.fromEntries(own.map((name) => [name, readFileSync(join(folder, name), 'utf8')])),
    ...(served && { 'of the API server': served }),
  };
}

/** What the API server shows of itself; kubeadm made the cluster's other certificates in the same minute, for as long. */
async function servedCertificate(context: Context): Promise<string | undefined> {
  const hypervisor = await context.hypervisor();
  // It is looked at, not trusted, and one that has ended must be seen as well.
  const quiet = ['-sS', '--insecure', '--noproxy', '*', '--max-time', '20', '-o', '/dev/null', '-w', '%{certs}'];
  const [file, ...args] = hypervisor.command('lan', ['curl', ...quiet, `https://${apiEndpoint(context.lab)}/version`]);
  const { stdout } = await tryRun(file!, args, { timeout: 30_000 });
  return /-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/.exec(stdout)?.[0];
}
