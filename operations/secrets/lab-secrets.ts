import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { keepPrivate } from '../../host/private-folder';
import { apiEndpoint, companyName, type Lab } from '../../lib/model';
import { loginUser, type SecretName } from '../../lib/render';
import { createAuthority, loadAuthority, subjectNames } from './pki';
import { ensureHostKeys, forgetSharedHostKey, knownHosts, makeSshKey } from './ssh-keys';

/** The lab's secrets: files of mode 0600 in one folder of mode 0700, made once per lab. */
export interface LabSecrets {
  readonly folder: string;
  /** For kubectl: cluster administrator. */
  readonly kubeconfig: string;
  /** The same through a proxy on the loopback; there once the lab was offered by one. */
  readonly proxyKubeconfig: string;
  /** Private key of the login user. */
  readonly sshKey: string;
  /** Host keys of the machines, so that the first login is as safe as the next. */
  readonly knownHosts: string;
  readonly caCertificate: string;
  read(name: SecretName): string;
}

/**
 * The lab's secrets, made when they are not there yet; an interrupted run leaves none half made. What follows from the
 * definition (names of the published certificate, machines with their host keys) is brought up to it.
 */
export async function ensureSecrets(lab: Lab, stateDir: string): Promise<LabSecrets> {
  const { secrets: folder } = labFiles(stateDir);
  if (!existsSync(folder)) {
    const unfinished = join(stateDir, `.secrets-${process.pid}`);
    rmSync(unfinished, { recursive: true, force: true });
    mkdirSync(unfinished, { recursive: true, mode: 0o700 });
    await createSecrets(lab, unfinished);
    renameSync(unfinished, folder);
  }
  keepPrivate(folder);
  await followDefinition(lab, folder);
  return existingSecrets(folder);
}

/** Secrets made before. @throws an environment fault when they are another user's */
export function existingSecrets(folder: string): LabSecrets {
  if (existsSync(folder)) keepPrivate(folder);
  return {
    folder,
    kubeconfig: join(folder, 'kubeconfig'),
    proxyKubeconfig: join(folder, 'kubeconfig-proxy'),
    sshKey: join(folder, 'ssh'),
    knownHosts: join(folder, 'known_hosts'),
    caCertificate: join(folder, 'ca.crt'),
    read: (name) => readFileSync(join(folder, name), 'utf8').trim(),
  };
}

type FileName = SecretName | 'kubeconfig' | 'known_hosts';

const writeSecret = (folder: string, name: FileName, text: string): void =>
  writeFileSync(join(folder, name), text, { mode: 0o600 });

async function createSecrets(lab: Lab, folder: string): Promise<void> {
  const write = (name: FileName, text: string) => writeSecret(folder, name, text);
  const authority = await createAuthority(`${lab.name}-ca`);
  // Membership in this group makes an administrator through RBAC, which can be taken back; system:masters cannot.
  const admin = await authority.sign({ subject: 'CN=lab-admin, O=kubeadm:cluster-admins', use: 'client' });
  write('ca.crt', authority.certificate);
  write('ca.key', authority.key);
  write('ca-cert-hash', `${authority.publicKeyHash}\n`);
  write('admin.crt', admin.certificate);
  write('admin.key', admin.key);
  write('bootstrap-token', `${randomText(6)}.${randomText(16)}\n`);
  write('db-password', `${randomText(24)}\n`);
  await makeSshKey(join(folder, 'ssh'), `${loginUser}@${lab.name}`);
  await followDefinition(lab, folder);
}

/** Writes what the definition decides, where it is not so already: a new certificate would restart the pods that serve it. */
async function followDefinition(lab: Lab, folder: string): Promise<void> {
  const read = (name: FileName) => readFileSync(join(folder, name), 'utf8');
  const addresses = publishedAddresses(lab);
  const dnsNames = [companyName(lab, { name: 'www' }), ...lab.services.map(({ name }) => name)];
  const isCurrent =
    existsSync(join(folder, 'web.crt')) && subjectNames(read('web.crt')).join() === [...addresses, ...dnsNames].sort().join();
  if (!isCurrent) {
    const authority = await loadAuthority({ certificate: read('ca.crt'), key: read('ca.key') });
    const web = await authority.sign({ subject: 'CN=api-tester', use: 'server', addresses, dnsNames });
    writeSecret(folder, 'web.key', web.key);
    writeSecret(folder, 'web.crt', web.certificate);
  }
  await ensureHostKeys(lab, folder);
  forgetSharedHostKey(folder);
  writeSecret(folder, 'known_hosts', knownHosts(lab, folder));
  writeSecret(folder, 'kubeconfig', kubeconfig(lab, read('ca.crt'), read('admin.crt'), read('admin.key')));
}

/** The addresses outsiders reach the lab's Services at. */
const publishedAddresses = (lab: Lab): string[] =>
  lab.services.flatMap((service) => (service.type === 'LoadBalancer' ? String(service.address) : []));

/** Lower-case letters and digits, the alphabet of bootstrap tokens (https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/). */
function randomText(length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz0123456789';
  // 252 is the largest multiple of 36 in a byte; bytes above it would favour some letters.
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) if (byte < 252 && text.length < length) text += alphabet[byte % 36];
  }
  return text;
}

function kubeconfig(lab: Lab, ca: string, certificate: string, key: string): string {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: lab.name, cluster: { server: `https://${apiEndpoint(lab)}`, 'certificate-authority-data': base64(ca) } }],
    users: [
      { name: `${lab.name}-admin`, user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) } },
    ],
    contexts: [{ name: lab.name, context: { cluster: lab.name, user: `${lab.name}-admin` } }],
    'current-context': lab.name,
  };
  // JSON is YAML; kubectl reads both.
  return `${JSON.stringify(config, null, 2)}\n`;
}
