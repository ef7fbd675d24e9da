import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text in which no secret may stand: a file, or what a command printed. */
export interface Text {
  /** Where it is from, as a person would find it again. */
  readonly place: string;
  readonly text: string;
}

/** One secret seen in one place in one form. */
export interface Finding {
  /** Name of its file in the secrets folder. */
  readonly secret: string;
  /** How it stands there: `as it is`, `in base64`, `URL-encoded`, `line 2`. */
  readonly form: string;
  readonly place: string;
  readonly count: number;
}

interface Form {
  readonly secret: string;
  readonly form: string;
  readonly needle: string;
}

/** Files of the secrets folder that anybody may know: certificates, public keys, a hash. */
const isPublic = (name: string): boolean => /\.(crt|pub)$/.test(name) || ['ca-cert-hash', 'known_hosts'].includes(name);

/** The confidential files of a lab's secrets folder. The kubeconfig is one because of the administrator's key in it. */
export function confidentialSecrets(folder: string): Record<string, string> {
  const names = readdirSync(folder).filter((name) => !isPublic(name));
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** Every occurrence of every secret in the texts, whichever way it was written down, also with line breaks in its base64. */
export function findSecrets(secrets: Readonly<Record<string, string>>, texts: readonly Text[]): Finding[] {
  const forms = Object.entries(secrets).flatMap(([name, value]) => formsOf(name, value));
  return texts.flatMap(({ place, text }) => {
    const unbroken = text.replaceAll(/\s+/g, '');
    return forms.flatMap(({ secret, form, needle }) => {
      const count = Math.max(occurrences(text, needle), occurrences(unbroken, needle));
      return count > 0 ? [{ secret, form, place, count }] : [];
    });
  });
}

const occurrences = (text: string, needle: string): number => text.split(needle).length - 1;

/** One line for each, for people. */
export const describeFindings = (findings: readonly Finding[]): string =>
  findings.map(({ secret, form, place, count }) => `${place}: ${secret} ${form}, ${count} times`).join('\n');

/** Files below a folder, as texts. A folder that is missing has none. */
export const textsIn = (folder: string): Text[] => filesIn(folder, () => true).map(readText);

/** Files below a folder that another user of this machine can read: each folder on the way lets everybody pass. */
export const readableByOthers = (folder: string): string[] =>
  filesIn(folder, ({ mode }, isFile) => (mode & (isFile ? 0o004 : 0o001)) !== 0);

export const readText = (file: string): Text => ({ place: file, text: readFileSync(file, 'latin1') });

function filesIn(path: string, counts: (entry: { mode: number }, isFile: boolean) => boolean): string[] {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry || !counts(entry, entry.isFile())) return [];
  if (!entry.isDirectory()) return entry.isFile() ? [path] : [];
  return readdirSync(path, { withFileTypes: true })
    .filter((child) => !child.isSymbolicLink())
    .flatMap(({ name }) => filesIn(join(path, name), counts));
}

/** The ways a value may be written down. Where two are the same text, the plainer counts. */
function formsOf(secret: string, value: string): Form[] {
  const plain = value.trim();
  const needles: [string, string][] = [
    ['as it is', plain],
    ...(secret === 'bootstrap-token' ? [['in part', plain.split('.').at(-1)!] as [string, string]] : []),
    ['URL-encoded', encodeURIComponent(plain)],
    ['in JSON', JSON.stringify(plain).slice(1, -1)],
    ...[0, 1, 2].map((offset): [string, string] => ['in base64', base64Inside(plain, offset)]),
    ...longLines(plain),
  ];
  const isFirst = ([, needle]: [string, string], index: number) => needles.findIndex((other) => other[1] === needle) === index;
  return needles.filter(isFirst).map(([form, needle]) => ({ secret, form, needle }));
}

/**
 * The part of a base64 text that a value decides alone, when `offset` bytes (modulo 3) stand before it (RFC 4648, section 4):
 * so a value is found in the base64 of a text around it, too.
 */
function base64Inside(value: string, offset: number): string {
  const bytes = Buffer.byteLength(value);
  const encoded = Buffer.from(`${' '.repeat(offset)}${value}`).toString('base64');
  return encoded.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes) * 8) / 6));
}

/** What every OpenSSH key without a passphrase begins with: magic, cipher, key derivation (PROTOCOL.key of OpenSSH). */
const opensshHead = 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmU';
/** Lines of an elliptic key in PKCS #8; behind them is the public key, which stands in certificates as well (RFC 5915). */
const privateLines = 2;

/** Lines of a key, each of which alone gives much of it away. */
function longLines(value: string): [string, string][] {
  const [head, ...body] = value.split('\n');
  if (!head!.startsWith('-----BEGIN')) return [];
  const lines = head === '-----BEGIN PRIVATE KEY-----' ? body.slice(0, privateLines) : body;
  return lines.flatMap((line, index): [string, string][] =>
    line.length >= 40 && !line.startsWith('-----') && !line.startsWith(opensshHead) ? [[`line ${index + 2}`, line]] : [],
  );
}
