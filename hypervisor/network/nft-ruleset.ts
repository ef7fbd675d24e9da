import { environmentError } from '../../host/user-error';

/** An object of a ruleset, below its kind: `{ "chain": { "family": "ip", … } }` (libnftables-json(5)). */
type Printed = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>>;

/**
 * Everything in what `nft --json --stateless list ruleset` printed, each on a line after its table and chain:
 * `table ip nat: chain POSTROUTING: ip saddr == 192.168.56.0/24 masquerade`.
 * Handles and counts are left out, because they change while the rules do not.
 * @throws an environment error for any other text
 */
export function rulesetLines(json: string): string[] {
  return objectsIn(json).flatMap((object) => {
    const [kind = '', content = {}] = Object.entries(object)[0] ?? [];
    if (kind === 'metainfo') return [];
    const { family, table, chain, name, ...rest } = content;
    const place = [`table ${text(family)} ${text(table ?? name)}`];
    if (kind === 'rule') place.push(`chain ${text(chain)}`);
    else if (kind !== 'table') place.push(`${kind} ${text(name)}`);
    return [[...place, text(rest)].filter(Boolean).join(': ')];
  });
}

function objectsIn(json: string): Printed[] {
  try {
    const { nftables } = JSON.parse(json) as { nftables?: unknown };
    if (Array.isArray(nftables) && nftables.every((each) => typeof each === 'object' && each !== null))
      return nftables as Printed[];
  } catch {
    // Refused below.
  }
  throw environmentError(`nft printed no ruleset in JSON: ${json.trim().slice(0, 100)}`, {
    remedy: 'look at what "nft --json list ruleset" prints; the lab needs nftables of Debian 12 or later',
  });
}

/** What changes by itself, and a rule's list of statements, whose name says nothing. */
const unsaid = new Set(['handle', 'index', 'expires', 'packets', 'bytes', 'expr']);

/** Written so that an address with its prefix is one word, as people and the marks of a lab write it. */
function text(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(text).join(' ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .map(([key, content]) => (special[key] ?? plain)(content, key))
    .filter(Boolean)
    .join(' ');
}

type Writer = (content: unknown, key: string) => string;
type Members = Readonly<Record<string, unknown>>;

const isMembers = (content: unknown): content is Members => typeof content === 'object' && content !== null;

const plain: Writer = (content, key) => {
  const word = unsaid.has(key) ? '' : key;
  const rest = unsaid.has(key) && key !== 'expr' ? '' : text(content);
  return [word, rest].filter(Boolean).join(' ');
};

const special: Readonly<Record<string, Writer>> = {
  prefix: (content, key) => (isMembers(content) ? `${text(content.addr)}/${text(content.len)}` : plain(content, key)),
  range: (content) => (content as unknown[]).map(text).join('-'),
  set: (content) => (Array.isArray(content) ? `{ ${content.map(text).join(', ')} }` : text(content)),
  match: (content) => ['left', 'op', 'right'].map((key) => text((content as Members)[key])).join(' '),
  key: (content) => text(content),
  protocol: (content) => text(content),
  field: (content) => text(content),
  payload: (content) => text(content),
};

/**
 * The comment of a table, in what `nft list table` printed as text; empty where there is none.
 * nft before 1.0.7 leaves it out of its JSON, and Debian 12 has 1.0.6.
 */
export const tableComment = (printed: string): string => /^table [^\n]*\{\n\s*comment "([^"]*)"\n/m.exec(printed)?.[1] ?? '';
