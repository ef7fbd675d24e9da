import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { sealFolder } from '../../../host/folder-manifest';
import { labFiles } from '../../../host/lab-files';
import { labStateDir } from '../../../host/paths';
import type { NodeImage } from '../../../build/image/build-node-image';
import { ensureIdentity } from '../../../hypervisor';
import { resolveLab } from '../../../lib/model';
import { makeReady } from '../../../operations/ready/make-ready';
import { ensureSecrets } from '../../../operations/secrets/lab-secrets';
import { FakeStates } from '../fake-states';
import { RunningLab } from '../running-lab';

/** A key as `readyKey` makes them. */
export const key = '0123456789abcdef';

/** Keeps a lab ready under that key. */
export const keep = ({ context, hypervisor }: BuiltLab, { image }: FakeCache): Promise<void> =>
  makeReady(context, hypervisor, { key, image }, { detail: () => undefined });

/** A sealed cache of a test's own, and a lab that was built. */
export async function builtLab(name: string): Promise<{ readonly cache: FakeCache; readonly lab: BuiltLab }> {
  const cache = new FakeCache();
  await cache.seal();
  const lab = new BuiltLab(name);
  await lab.apply();
  return { cache, lab };
}

/** A cache of a test's own, with an image in it. */
export class FakeCache {
  readonly folder = mkdtempSync(join(tmpdir(), 'ready-'));
  private readonly before = process.env.LAB_CACHE;
  readonly image: NodeImage;

  constructor() {
    process.env.LAB_CACHE = this.folder;
    const folder = join(this.folder, 'image');
    mkdirSync(folder);
    const file = (name: string) => join(folder, name);
    writeFileSync(file('node.qcow2'), 'image');
    this.image = {
      folder,
      key: 'abc',
      disk: file('node.qcow2'),
      kernel: file('vmlinuz'),
      initrd: file('initrd.img'),
      manifest: file('manifest.json'),
    };
  }

  seal = () => sealFolder(this.image.folder);

  remove(): void {
    if (this.before === undefined) delete process.env.LAB_CACHE;
    else process.env.LAB_CACHE = this.before;
    rmSync(this.folder, { recursive: true });
  }
}

/** A lab that was built, with secrets and Terraform's state, and whose machines are a number each. */
export class BuiltLab extends RunningLab {
  readonly states: FakeStates;
  readonly files;

  constructor(name: string) {
    super(resolveLab({ name }));
    // Identities are kept where the checkout's labs are.
    Object.assign(this.context, { stateDir: labStateDir(name) });
    this.files = labFiles(labStateDir(name));
    this.states = new FakeStates(this.fake.lab, this.hypervisor.storageFolder);
    this.hypervisor.states = this.states;
    this.renewIdentity();
  }

  /** What a new hypervisor object would find. */
  renewIdentity(): void {
    this.hypervisor.identity = this.states.identity = ensureIdentity(this.context.lab.name);
  }

  async apply(): Promise<void> {
    await ensureSecrets(this.context.lab, this.context.stateDir);
    const file = this.files.terraformState('infrastructure');
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(file, JSON.stringify({ resources: [{ name: `lab-${this.context.lab.name}` }] }));
  }

  override remove(): void {
    super.remove();
    rmSync(this.context.stateDir, { recursive: true, force: true });
  }
}
