import 'reflect-metadata';
import { createHash, randomBytes, webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { certificateHours } from '../../lib/render';

// The library names the browser's types for what Node has under the same names.
x509.cryptoProvider.set(webcrypto as never);

type CryptoKey = webcrypto.CryptoKey;
type CryptoKeyPair = webcrypto.CryptoKeyPair;

/** Elliptic keys, as kubeadm's encryptionAlgorithm ECDSA-P256: an emulated CPU signs with them in a blink. */
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/** A machine's clock may be behind this one's; certificates begin an hour ago. */
const hour = 3_600_000;
/** As long as kubeadm's, which this authority signs. */
const lifetime = certificateHours * hour;

/** A certificate and its key, both PEM (the key PKCS #8). */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** An authority that signs the lab's certificates. */
export interface Authority extends KeyPair {
  /** `sha256:` and the hash of the public key, as kubeadm's caCertHashes wants it (RFC 7469 pin). */
  readonly publicKeyHash: string;
  sign(request: CertificateRequest): Promise<KeyPair>;
}

export interface CertificateRequest {
  /** RFC 4514 text: `CN=lab-admin, O=kubeadm:cluster-admins`. */
  readonly subject: string;
  readonly use: 'client' | 'server';
  readonly dnsNames?: readonly string[];
  readonly addresses?: readonly string[];
}

/** Makes the lab's certificate authority, which is also the Kubernetes cluster's. */
export async function createAuthority(commonName: string): Promise<Authority> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: `CN=${commonName}`,
    ...validity(),
    signingAlgorithm: algorithm,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(
        x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign | x509.KeyUsageFlags.digitalSignature,
        true,
      ),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return authority(certificate, keys.privateKey);
}

/** An authority made before, from its two PEM texts. */
export async function loadAuthority({ certificate, key }: KeyPair): Promise<Authority> {
  const [pkcs8] = x509.PemConverter.decode(key);
  return authority(
    new x509.X509Certificate(certificate),
    (await webcrypto.subtle.importKey('pkcs8', pkcs8!, algorithm, true, ['sign'])) as CryptoKey,
  );
}

/** The names and addresses a certificate is for, sorted. */
export function subjectNames(certificate: string): string[] {
  const extension = new x509.X509Certificate(certificate).getExtension(x509.SubjectAlternativeNameExtension);
  return (extension?.names.items ?? []).map(({ value }) => value).sort();
}

async function authority(certificate: x509.X509Certificate, key: CryptoKey): Promise<Authority> {
  return {
    certificate: pem(certificate),
    key: await keyPem(key),
    publicKeyHash: `sha256:${createHash('sha256').update(Buffer.from(certificate.publicKey.rawData)).digest('hex')}`,
    sign: (request) => signCertificate(certificate, key, request),
  };
}

async function signCertificate(
  issuer: x509.X509Certificate,
  signingKey: CryptoKey,
  request: CertificateRequest,
): Promise<KeyPair> {
  const keys = await generateKeys();
  const names = [
    ...(request.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value })),
    ...(request.addresses ?? []).map((value) => ({ type: 'ip' as const, value })),
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: request.subject,
    issuer: issuer.subject,
    ...validity(),
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[request.use === 'client' ? 'clientAuth' : 'serverAuth']]),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return { certificate: pem(certificate), key: await keyPem(keys.privateKey) };
}

const generateKeys = () => webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']) as Promise<CryptoKeyPair>;

const validity = () => ({ notBefore: new Date(Date.now() - hour), notAfter: new Date(Date.now() + lifetime) });

/** Positive and at most 16 bytes (RFC 5280, section 4.1.2.2). */
const serialNumber = () => `00${randomBytes(15).toString('hex')}`;

const pem = (certificate: x509.X509Certificate) => `${certificate.toString('pem')}\n`;

async function keyPem(key: CryptoKey): Promise<string> {
  return `${x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key as never), 'PRIVATE KEY')}\n`;
}
