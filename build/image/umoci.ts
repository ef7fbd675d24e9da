import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '../../host/run';

/** What a container runs when nothing else is asked for. */
export interface ContainerConfig {
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly stopSignal?: string;
}

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** An OCI image layout on disk, changed with umoci. Images in it are told apart by short tags. */
export class OciLayout {
  constructor(readonly folder: string) {}

  static async create(folder: string): Promise<OciLayout> {
    await run('umoci', ['init', '--layout', folder]);
    return new OciLayout(folder);
  }

  /** A layout that starts with everything another one holds. */
  static copyOf(source: string, folder: string): OciLayout {
    cpSync(source, folder, { recursive: true });
    return new OciLayout(folder);
  }

  /** An image without any file. */
  newImage = (tag: string) => this.#umoci('new', tag);

  /** A second name for an image, to build on. */
  tag = (tag: string, newTag: string) => this.#umoci('tag', tag, newTag);

  remove = (tag: string) => this.#umoci('rm', tag);

  /** Adds a layer with the files of `source`, a file or a folder, at `target`. */
  insert = (tag: string, source: string, target: string) => this.#umoci('insert', tag, '--no-history', source, target);

  /** Adds a layer with whatever `change` does to the image's files, which it finds in the folder it is given. */
  async change(tag: string, newTag: string, scratch: string, change: (root: string) => Promise<void>): Promise<void> {
    rmSync(scratch, { recursive: true, force: true });
    mkdirSync(scratch, { recursive: true });
    const bundle = join(scratch, 'bundle');
    await this.#umoci('unpack', tag, bundle);
    await change(join(bundle, 'rootfs'));
    await this.#umoci('repack', newTag, '--no-history', bundle);
    rmSync(scratch, { recursive: true, force: true });
  }

  async configure(tag: string, config: ContainerConfig): Promise<void> {
    const environment = Object.entries({ PATH: path, ...config.environment });
    await this.#umoci(
      'config',
      tag,
      '--no-history',
      '--os=linux',
      '--architecture=amd64',
      ...environment.map(([name, value]) => `--config.env=${name}=${value}`),
      ...(config.entrypoint ?? []).map((word) => `--config.entrypoint=${word}`),
      ...(config.command ?? []).map((word) => `--config.cmd=${word}`),
      ...(config.stopSignal ? [`--config.stopsignal=${config.stopSignal}`] : []),
    );
  }

  /** Removes what no tag refers to, and writes beside each tag the full name containerd shall import it under. */
  async finish(names: Readonly<Record<string, string>>): Promise<void> {
    await run('umoci', ['gc', '--layout', this.folder]);
    const file = join(this.folder, 'index.json');
    const index = JSON.parse(readFileSync(file, 'utf8')) as { manifests: { annotations: Record<string, string> }[] };
    for (const { annotations } of index.manifests) {
      const name = names[annotations['org.opencontainers.image.ref.name'] ?? ''];
      if (name) annotations['io.containerd.image.name'] = name;
    }
    writeFileSync(file, JSON.stringify(index, null, 2));
  }

  async #umoci(command: string, tag: string, ...args: string[]): Promise<void> {
    await run('umoci', [command, '--image', `${this.folder}:${tag}`, ...args]);
  }
}
