import { basename } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Lab } from '../../lib/model';
import { toYaml } from '../../lib/render/yaml';
import { synthesizeLab } from '../../stacks/synthesize';

/** Text by its path below the example's folder of expected output. */
export type Files = Readonly<Record<string, string>>;

/** What stands in a document where the text of another file was. */
export const reference = (path: string): string => `contents of ${path}`;

/**
 * What a lab is synthesized to, as files for people: each stack's JSON, and each document in it as a file of its own. Nothing is left
 * out; a test puts the files together again.
 */
export function expectedFiles(lab: Lab): Files {
  const files = new Collection();
  for (const [stack, text] of Object.entries(synthesizeLab(lab))) {
    const synthesized = JSON.parse(text);
    for (const seed of resourcesOf(synthesized, 'libvirt_cloudinit_disk')) pullOutSeed(seed, files);
    for (const manifest of resourcesOf(synthesized, 'kubectl_manifest')) pullOutManifest(manifest, files);
    files.add(`${stack}.tf.json`, `${JSON.stringify(synthesized, null, 2)}\n`);
  }
  return files.byPath();
}

type Resource = Record<string, string>;

const resourcesOf = (synthesized: { resource: Record<string, Record<string, Resource>> }, type: string): Resource[] =>
  Object.values(synthesized.resource[type] ?? {});

/** A command of user data with the file that it writes: its path, the end of the here-document, and the text. */
const written = /^((?:file|decoded) \d+ (\S+) <<'(EOF_*)'\n)([^]*?)^\3$/gm;

/** A seed's user data, and the files of several lines that it writes, by their paths on the machine. */
function pullOutSeed(seed: Resource, files: Collection): void {
  const folder = `machines/${seed.name!.replace(/-seed\.iso$/, '')}`;
  const script = seed.user_data!.replace(written, (whole, command: string, path: string, end: string, text: string) =>
    text.indexOf('\n') === text.length - 1 ? whole : `${command}${files.add(`${folder}${path}`, text)}\n${end}`,
  );
  seed.user_data = files.add(`${folder}/user-data.tftpl`, script);
}

/** A manifest's document, and the files that a ConfigMap in it holds. */
function pullOutManifest(manifest: Resource, files: Collection): void {
  const documents = parseAllDocuments(manifest.yaml_body!).map((document) => document.toJS());
  for (const { kind, data = {} } of documents) {
    if (kind !== 'ConfigMap') continue;
    for (const key of Object.keys(data)) data[key] = files.add(`manifests/${basename(key)}`, data[key]);
  }
  const [{ kind, metadata }] = documents;
  manifest.yaml_body = files.add(`manifests/${kind}-${metadata.name}.yaml`, toYaml(...documents));
}

/** Files by their paths, each of which is given once. */
class Collection {
  private readonly files = new Map<string, string>();

  /** Returns what stands in the text's place. */
  add(path: string, text: string): string {
    if (this.files.has(path)) throw new Error(`two documents would be the file ${path}`);
    this.files.set(path, text);
    return reference(path);
  }

  byPath(): Files {
    return Object.fromEntries([...this.files].sort(([one], [other]) => (one < other ? -1 : 1)));
  }
}
