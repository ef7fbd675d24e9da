import { resolve } from 'node:path';
import packageJson from '../package.json';
import { type LoadedBundle, loadBundle } from '../build/bundle/load-bundle';
import { buildParts, bundleParts, cacheBuilder } from '../build/bundle/bundle-parts';
import { requireNewFile, type WrittenBundle, writeBundle } from '../build/bundle/write-bundle';
import { stoppable } from '../host/interruption';
import { cacheDir, projectRoot } from '../host/paths';
import { progressTo } from '../host/progress';
import type { Surroundings } from './find-lab';

export type { LoadedBundle, WrittenBundle };

const here = () => ({ cache: cacheDir(), checkout: projectRoot, parts: bundleParts });

/** Writes everything that takes long to make into one file, for machines that reach no registry. What is missing is made first. */
export const makeBundle = (name: string, { notify, signal }: Surroundings): Promise<WrittenBundle> =>
  stoppable(signal, async () => {
    const progress = progressTo(notify);
    const file = resolve(name);
    requireNewFile(file);
    await buildParts(progress, cacheDir());
    const builder = await cacheBuilder();
    return progress.step('Bundle', ({ detail }) =>
      writeBundle(file, { ...here(), builder, version: packageJson.version }, detail),
    );
  });

/** Puts what a bundle holds into the cache of this machine. */
export const takeBundle = (source: string, { notify, signal }: Surroundings): Promise<LoadedBundle> =>
  stoppable(signal, () => progressTo(notify).step('Bundle', ({ detail }) => loadBundle({ ...here(), source, onDetail: detail })));
