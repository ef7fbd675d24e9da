import { ValueError } from './fault';

/** A DNS host name in lower case, without the final dot (RFC 1123, section 2.1; RFC 1035, section 2.3.4). */
export function parseDnsName(text: string): string {
  if (text.length === 0) throw new ValueError('""', 'is empty');
  const name = text.endsWith('.') ? text.slice(0, -1) : text;
  if (name.length > 253) throw new ValueError(text, `has ${name.length} characters; a DNS name has at most 253`);
  for (const label of name.split('.')) checkLabel(label, text);
  if (name !== text || name !== name.toLowerCase())
    throw new ValueError(text, 'is not in its plain form', `write ${name.toLowerCase()}`);
  return name;
}

/** One label: 1 to 63 lower-case letters, digits and hyphens, no hyphen at either end. */
export function parseDnsLabel(label: string): string {
  checkLabel(label, label);
  // Kubernetes takes node names in lower case only.
  if (label !== label.toLowerCase()) throw new ValueError(label, 'has upper-case letters', `write ${label.toLowerCase()}`);
  return label;
}

function checkLabel(label: string, whole: string): void {
  if (label.length === 0) {
    const corrected = whole.split('.').filter(Boolean).join('.').toLowerCase();
    throw new ValueError(whole || '""', 'has an empty label', isDnsName(corrected) ? `write ${corrected}` : undefined);
  }
  if (label.length > 63) throw new ValueError(whole, `has a label of ${label.length} characters; a label has at most 63`);
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label)) {
    throw new ValueError(whole, `has the label "${label}"; a label is letters, digits and hyphens, with no hyphen at either end`);
  }
}

function isDnsName(text: string): boolean {
  try {
    return parseDnsName(text) === text;
  } catch {
    return false;
  }
}
