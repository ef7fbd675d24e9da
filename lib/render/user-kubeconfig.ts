import { type Document, isMap, isScalar, isSeq, parseDocument, type YAMLMap, YAMLSeq } from 'yaml';

/** What a lab adds to a user's kubeconfig: a context, a cluster and a user. */
export interface KubeconfigEntries {
  /** The lab's name, which the context and the cluster have, too. */
  readonly name: string;
  readonly cluster: object;
  readonly user: object;
}

/** Whose entries are: kept beside them, in the place that kubeconfigs have for other programs. */
export interface EntriesOwner {
  /** The lab's UUID. */
  readonly lab: string;
  readonly checkout: string;
}

/** A kubeconfig that cannot be changed, and why. */
export class KubeconfigFault extends Error {}

/** By which entries of labs are known (`extensions` of https://kubernetes.io/docs/reference/config-api/kubeconfig.v1/). */
const extensionName = 'kubernetes-network-lab';

const kinds = [
  { list: 'clusters', key: 'cluster' },
  { list: 'contexts', key: 'context' },
  { list: 'users', key: 'user' },
] as const;

/**
 * A user's kubeconfig with a lab's context in it, as the current one. Everything else stays, comments too.
 * @param text of the file; undefined where there is none yet
 * @throws KubeconfigFault for a file that is no kubeconfig, and for entries of these names that are not this checkout's
 */
export function withLabContext(text: string | undefined, entries: KubeconfigEntries, owner: EntriesOwner): string {
  const document = readDocument(text ?? '');
  const { name, cluster, user } = entries;
  const found = findEntries(document, name);
  const foreign = found.find(({ entry, kind }) => ownerOf(entry, kind.key)?.checkout !== owner.checkout);
  if (foreign) throw new KubeconfigFault(`it has a ${foreign.kind.key} "${foreign.entry.get('name')}" ${whose(foreign)}`);
  remove(found);
  const extensions = [{ name: extensionName, extension: { ...owner } }];
  const values = { cluster, context: { cluster: name, user: userName(name) }, user };
  if (!document.has('apiVersion')) document.set('apiVersion', 'v1');
  if (!document.has('kind')) document.set('kind', 'Config');
  for (const { list, key } of kinds) {
    const entry = { name: key === 'user' ? userName(name) : name, [key]: { ...values[key], extensions } };
    listOf(document, list).add(document.createNode(entry));
  }
  document.set('current-context', name);
  return textOf(document);
}

/**
 * A user's kubeconfig without a lab's context; undefined where it has none of this checkout's.
 * @throws KubeconfigFault for a file that is no kubeconfig
 */
export function withoutLabContext(text: string, name: string, checkout: string): string | undefined {
  const document = readDocument(text);
  const own = findEntries(document, name).filter(({ entry, kind }) => ownerOf(entry, kind.key)?.checkout === checkout);
  if (own.length === 0) return undefined;
  remove(own);
  if (own.some(({ kind }) => kind.key === 'context') && document.get('current-context') === name)
    document.set('current-context', '');
  return textOf(document);
}

const userName = (name: string): string => `${name}-admin`;

interface Found {
  readonly kind: (typeof kinds)[number];
  readonly list: YAMLSeq;
  readonly entry: YAMLMap;
}

function readDocument(text: string): Document {
  const document = parseDocument(text);
  if (document.errors.length > 0) throw new KubeconfigFault(`it is no YAML: ${document.errors[0]!.message.split('\n')[0]}`);
  const isEmpty = document.contents === null || (isScalar(document.contents) && document.contents.value === null);
  if (isEmpty) document.contents = document.createNode({}) as never;
  if (!isMap(document.contents)) throw new KubeconfigFault('it is no kubeconfig');
  for (const { list } of kinds) {
    const value: unknown = document.get(list);
    if (value !== undefined && value !== null && !isSeq(value)) throw new KubeconfigFault(`its "${list}" are no list`);
  }
  return document;
}

/** The list of a document, which is made where it lacks; an empty one that is written in brackets is written in lines from now on. */
function listOf(document: Document, name: string): YAMLSeq {
  const list: unknown = document.get(name);
  if (isSeq(list)) {
    if (list.items.length === 0) list.flow = false;
    return list;
  }
  const made = new YAMLSeq();
  document.set(name, made);
  return made;
}

const findEntries = (document: Document, name: string): Found[] =>
  kinds.flatMap((kind) => {
    const list: unknown = document.get(kind.list);
    if (!isSeq(list)) return [];
    const wanted = kind.key === 'user' ? userName(name) : name;
    return list.items.flatMap((entry) => (isMap(entry) && entry.get('name') === wanted ? [{ kind, list, entry }] : []));
  });

function remove(found: readonly Found[]): void {
  for (const { list, entry } of found) list.items.splice(list.items.indexOf(entry), 1);
}

function ownerOf(entry: YAMLMap, key: string): EntriesOwner | undefined {
  const { [key]: value } = entry.toJSON() as Record<
    string,
    { extensions?: { name?: string; extension?: EntriesOwner }[] } | null
  >;
  const extensions = value?.extensions;
  return Array.isArray(extensions) ? extensions.find((each) => each?.name === extensionName)?.extension : undefined;
}

function whose({ entry, kind }: Found): string {
  const checkout = ownerOf(entry, kind.key)?.checkout;
  return checkout ? `of the lab in ${checkout}` : 'that is no lab’s';
}

const textOf = (document: Document): string => document.toString({ lineWidth: 0 });
