import { createHash, createPrivateKey, X509Certificate } from 'node:crypto';
import { type Authority, createAuthority, type KeyPair } from '../../../operations/secrets/pki';

let authority: Authority;
let client: KeyPair;
let server: KeyPair;
beforeAll(async () => {
  authority = await createAuthority('lesson-ca');
  client = await authority.sign({ subject: 'CN=lab-admin, O=kubeadm:cluster-admins', use: 'client' });
  server = await authority.sign({
    subject: 'CN=api-tester',
    use: 'server',
    addresses: ['192.168.56.60'],
    dnsNames: ['www.company.internal', 'api-tester'],
  });
});

const read = ({ certificate }: KeyPair) => new X509Certificate(certificate);
/** What extended key usages Node calls by number. */
const usage = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' };

test('a certificate of another authority is not this one’s', async () => {
  const other = await createAuthority('lesson-ca');
  expect(read(client).verify(read(other).publicKey)).toBe(false);
});

test('the authority is one, signed by itself', () => {
  const ca = read(authority);
  expect([ca.ca, ca.subject, ca.issuer]).toEqual([true, 'CN=lesson-ca', 'CN=lesson-ca']);
  expect(ca.verify(ca.publicKey)).toBe(true);
});

test.each([
  ['client', () => client],
  ['server', () => server],
])('the %s certificate is issued by it, and is no authority', (_use, get) => {
  const leaf = read(get());
  expect(leaf.checkIssued(read(authority))).toBe(true);
  expect(leaf.verify(read(authority).publicKey)).toBe(true);
  expect(leaf.ca).toBe(false);
});

test('the client is an administrator through a group, and only a client', () => {
  expect(read(client).subject.split('\n').sort()).toEqual(['CN=lab-admin', 'O=kubeadm:cluster-admins']);
  expect(read(client).keyUsage).toEqual([usage.client]);
});

test('the server is only a server, for its names and addresses', () => {
  const leaf = read(server);
  expect(leaf.keyUsage).toEqual([usage.server]);
  expect(leaf.subjectAltName).toBe('DNS:www.company.internal, DNS:api-tester, IP Address:192.168.56.60');
  expect(leaf.checkIP('192.168.56.60')).toBe('192.168.56.60');
  expect(leaf.checkIP('192.168.56.61')).toBeUndefined();
  expect(leaf.checkHost('www.company.internal')).toBe('www.company.internal');
  expect(leaf.checkHost('github.com')).toBeUndefined();
});

test('each key belongs to its certificate, and is on the curve P-256', () => {
  for (const pair of [authority, client, server]) {
    const key = createPrivateKey(pair.key);
    expect(read(pair).checkPrivateKey(key)).toBe(true);
    expect([key.asymmetricKeyType, key.asymmetricKeyDetails?.namedCurve]).toEqual(['ec', 'prime256v1']);
  }
});

test('all begin an hour ago, because a machine’s clock may be behind, and last ten years', () => {
  const year = 365 * 24 * 3_600_000;
  for (const { validFrom, validTo } of [authority, client, server].map(read)) {
    const age = Date.now() - Date.parse(validFrom);
    expect(age).toBeGreaterThan(3_500_000);
    expect(age).toBeLessThan(4_000_000);
    expect(Date.parse(validTo) - Date.now()).toBeGreaterThan(9.9 * year);
  }
});

test('serial numbers are positive, at most 20 octets, and never the same', () => {
  const numbers = [authority, client, server].map((pair) => read(pair).serialNumber);
  expect(new Set(numbers).size).toBe(3);
  for (const number of numbers) expect(number).toMatch(/^[0-9A-F]{2,40}$/);
});

test('the public key’s hash is what kubeadm computes: SHA-256 of the SubjectPublicKeyInfo', () => {
  const spki = read(authority).publicKey.export({ type: 'spki', format: 'der' });
  expect(authority.publicKeyHash).toBe(`sha256:${createHash('sha256').update(spki).digest('hex')}`);
});
