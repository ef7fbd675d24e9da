import { ValueError } from './problem';

/** A DNS host name in lower case; a final dot is taken off (RFC 1123, section 2.1; RFC 1035, section 2.3.4). */
export function parseDnsName(text: string): string {
  if (text.length === 0) throw new ValueError('""', 'is empty');
  const more = moreThanAName(text);
  if (more) throw more;
  const name = withoutFinalDot(text);
  if (name.length > 253) throw new ValueError(text, `has ${name.length} characters; a DNS name has at most 253`);
  for (const label of name.split('.')) checkLabel(label, text);
  if (name !== name.toLowerCase()) throw new ValueError(text, 'is not in its plain form', `write ${name.toLowerCase()}`);
  return name;
}

/** `a.b` is inside `b`, and inside itself. */
export const isInside = (name: string, zone: string): boolean => name === zone || name.endsWith(`.${zone}`);

/** `github.com.` is the name `github.com`, said to be a whole one. */
const withoutFinalDot = (text: string): string => (text.endsWith('.') ? text.slice(0, -1) : text);

/**
 * A record's name relative to its zone, which may be written in full, with or without the final dot.
 * @throws ValueError for the zone itself, and for a whole name outside it.
 */
export function parseRecordName(text: string, zone: string): string {
  let name = parseDnsName(text);
  const whole = text.endsWith('.');
  if (whole && !isInside(name, zone))
    throw new ValueError(text, `is outside the company's zone ${zone}`, `without the final dot it is ${name}.${zone}`);
  while (name.endsWith(`.${zone}`)) name = name.slice(0, -zone.length - 1);
  if (name === zone) throw new ValueError(text, "is the company's zone itself", `name something in it, such as mail.${zone}`);
  return name;
}

/** One label: 1 to 63 lower-case letters, digits and hyphens, no hyphen at either end. */
export function parseDnsLabel(label: string): string {
  const [first = '', ...others] = label.split('.');
  if (others.length > 0 && isDnsName(label))
    throw new ValueError(label, 'is a name with dots; one word is wanted', `write ${first}`);
  checkLabel(label, label);
  // Kubernetes takes node names in lower case only.
  if (label !== label.toLowerCase()) throw new ValueError(label, 'has upper-case letters', `write ${label.toLowerCase()}`);
  return label;
}

/** A name with what other programs want beside it. */
function moreThanAName(text: string): ValueError | undefined {
  const [, scheme, name = '', port, path] = /^([a-z][a-z0-9+.-]*:\/\/)?([^/:\s]*)(:\d+)?(\/.*)?$/i.exec(text) ?? [];
  const more = scheme ? 'is a URL' : port ? 'has a port' : path ? 'has a path' : undefined;
  const plain = withoutFinalDot(name.toLowerCase());
  return more && isDnsName(plain) ? new ValueError(text, `${more}; only the name is wanted here`, `write ${plain}`) : undefined;
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
