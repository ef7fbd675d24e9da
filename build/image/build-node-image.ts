import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedStep, finishedStep, hashFolder, stepFolder, stepKey, type CachedStep } from '../../host/cached-step';
import { installPackages } from '../../host/debian-packages';
import { moreCacheSpace, requireSpace } from '../../host/disk-space';
import { environmentError } from '../../host/user-error';
import { cacheDir } from '../../host/paths';
import type { Progress } from '../../host/progress';
import { versions } from '../../versions';
import { containerImages, containerImagesStep } from './container-images';
import { debianContainers } from './debian-containers';
import { bootFiles, makeDiskImage, type BootFiles } from './disk-image';
import { goComponentNames, goPrograms, goStep } from './go-programs';
import { imageBuildPackages } from './host-packages';
import { imageNames } from './image-names';
import { recipeHash } from './recipe-hash';
import { makeRootFilesystem, overlayFolder } from './root-filesystem';
import { rootPackagesStep, rootPackagesTar } from './root-packages';

/** The finished image all machines of a lab start from. */
export interface NodeImage extends BootFiles {
  readonly folder: string;
  /** Changes whenever anything in the image does. */
  readonly key: string;
  /** A JSON file: versions, Debian packages, container images and their digests. */
  readonly manifest: string;
}

export interface NodeImageOptions {
  readonly progress: Progress;
}

const imageCache = (): string => join(cacheDir(), 'image');

/** The image's content key. Takes a second and builds nothing; Go must be installed, because its version is part of the key. */
export const nodeImageKey = async (): Promise<string> => stepKey(await nodeStep());

/** The image, if it is built already. */
export async function existingNodeImage(): Promise<NodeImage | undefined> {
  const step = await nodeStep();
  const folder = await finishedStep(imageCache(), step);
  return folder === undefined ? undefined : nodeImage(folder, stepKey(step));
}

/**
 * Builds the image, or returns it at once when its inputs have not changed. Its parts are kept as they are finished, so
 * that an interrupted build continues; Debian's part is made while Go compiles.
 * @throws an environment fault when not root, or where packages, Go or disk space are missing.
 */
export async function buildNodeImage({ progress }: NodeImageOptions): Promise<NodeImage> {
  const existing = await existingNodeImage();
  if (existing) return existing;
  await requireBuildMachine(progress);

  const debian = inBackground(async (onDetail) => {
    await rootPackagesTar(onDetail);
    await debianContainers(onDetail);
  });
  await progress.step('Node image: programs from Go modules', async ({ detail }) => {
    for (const component of goComponentNames) await goPrograms(component, detail);
  });
  await progress.step('Node image: Debian packages', ({ detail }) => debian.finish(detail));
  await progress.step('Node image: container images', ({ detail }) => containerImages(detail));
  const step = await progress.step('Node image: disk', async ({ detail }) => {
    const node = await nodeStep(detail);
    await cachedStep(imageCache(), node);
    return node;
  });
  return nodeImage(stepFolder(imageCache(), step), stepKey(step));
}

const nodeImage = (folder: string, key: string): NodeImage => ({
  folder,
  key,
  ...bootFiles(folder),
  manifest: join(folder, 'manifest.json'),
});

/** The cached step that makes the image from its parts; its inputs are the parts' keys. */
export async function nodeStep(onDetail?: (text: string) => void): Promise<CachedStep> {
  const images = await containerImagesStep();
  const inputs: Record<string, string> = {
    packages: stepKey(rootPackagesStep()),
    images: stepKey(images),
    overlay: hashFolder(overlayFolder),
    recipe: recipeHash(
      'root-filesystem.ts',
      'root-units.ts',
      'preload-images.sh',
      'disk-image.ts',
      'image-names.ts',
      'build-node-image.ts',
    ),
  };
  for (const component of goComponentNames) inputs[component] = stepKey(await goStep(component));
  return {
    name: 'node',
    inputs,
    async build(folder) {
      const root = join(folder, 'root');
      const contents = await makeRootFilesystem(
        root,
        { packages: await rootPackagesTar(), images: await containerImages() },
        onDetail,
      );
      await makeDiskImage(root, contents.kernel, folder, onDetail);
      rmSync(root, { recursive: true });
      const manifest = { versions, kernel: contents.kernel, containerImages: contents.images, debianPackages: contents.packages };
      writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    },
  };
}

async function requireBuildMachine(progress: Progress): Promise<void> {
  if (process.getuid?.() !== 0) {
    throw environmentError(
      'the node image has to be built as root: it holds files of many users and is put together in a chroot',
      {
        remedy: 'run the same command with sudo, or as root',
      },
    );
  }
  const what = `the node image (${Object.keys(imageNames).length} container images and a root filesystem)`;
  requireSpace(cacheDir(), 10 * 2 ** 30, what, moreCacheSpace);
  await installPackages(imageBuildPackages, progress);
}

/** Starts work whose progress is shown only once something waits for it; its failure is kept until then. */
function inBackground(work: (onDetail: (text: string) => void) => Promise<void>): {
  finish(onDetail: (text: string) => void): Promise<void>;
} {
  let show: (text: string) => void = () => undefined;
  const running = work((text) => show(text));
  running.catch(() => undefined);
  return {
    finish(onDetail) {
      show = onDetail;
      return running;
    },
  };
}
