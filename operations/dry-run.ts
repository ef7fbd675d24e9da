import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundleParts, partFolder } from '../build/bundle/bundle-parts';
import { isGoPresent, pinnedGo, withoutFetchingGo } from '../build/go/present-go';
import { installedTerraform, providerOrigin, type ProviderOrigin } from '../build/toolchain';
import { missingPackages } from '../host/debian-packages';
import { labFiles } from '../host/lab-files';
import { cacheDir } from '../host/paths';
import { machines } from '../lib/model';
import { packagesFor } from './check-host';
import type { Context } from './context';
import { builtLab, isSame } from './lab-folder/built-definition';
import { StateEntry } from './lab-folder/state-entry';
import { upTimings } from './lab-folder/timings';
import { operation } from './operation';
import { upSteps } from './up-steps';

/** What `up` would do, as far as it is known without doing it. */
export interface DryRun {
  /** How the definition compares with that of the last `up`. */
  readonly lab: 'new' | 'unchanged' | 'changed';
  /** When the last `up` of this lab ended. */
  readonly lastUp?: Date;
  readonly steps: readonly DryStep[];
}

export interface DryStep {
  readonly name: string;
  readonly title: string;
  /** What there is to build, fetch or start, in words. Empty: nothing, or what only the step itself finds out. */
  readonly todo: readonly string[];
  /** What the step took in the last `up`. */
  readonly milliseconds?: number;
}

/** Finds out what `up` would build, fetch and start, and how long that took last time. Writes nothing, neither in the cache nor elsewhere. */
export const dryRun = operation('dry-run', async (context: Context): Promise<DryRun> => {
  const built = builtLab(context.lab.name);
  const last = upTimings(context);
  const todo = await todoByStep(context);
  const steps = upSteps
    .filter(({ when }) => when?.({ context }) !== false)
    .map(({ name, title }) => ({
      name,
      title,
      todo: todo[name] ?? [],
      milliseconds: last?.steps.find((step) => step.title === title)?.milliseconds,
    }));
  return {
    lab: built === undefined ? 'new' : isSame(built, context.lab) ? 'unchanged' : 'changed',
    lastUp: last?.finishedAt,
    steps,
  };
});

async function todoByStep(context: Context): Promise<Readonly<Record<string, readonly string[]>>> {
  const hypervisor = await context.hypervisor();
  const isRunning = await hypervisor.isRunning();
  const packages = await missingPackages(packagesFor(hypervisor));
  const { toolchain, programs, image } = await missingParts(context);
  const names = machines(context.lab).map(({ name }) => name);
  return {
    packages: packages.map((name) => `install ${name}`),
    toolchain,
    programs,
    image,
    hypervisor: isRunning
      ? []
      : [hypervisor.kind === 'embedded' ? 'start libvirt and the networks of the lab' : 'make its network'],
    infrastructure: isRunning ? [] : [`start ${names.join(', ')}`],
  };
}

type Made = 'toolchain' | 'programs' | 'image';

/** What the cache lacks. Whether a folder is as it was made is looked at when it is used. */
const missingParts = (context: Context): Promise<Readonly<Record<Made, readonly string[]>>> =>
  withoutFetchingGo(async () => {
    const missing: Record<Made, string[]> = { toolchain: [], programs: [], image: [] };
    const isOpentofuNeeded = (await installedTerraform()) === undefined;
    const previous = new StateEntry<ProviderOrigin>(labFiles(context.stateDir).providerOrigin).get();
    const origin = providerOrigin({ previous });
    for (const part of bundleParts) {
      if (part.madeBy === undefined || existsSync(join(cacheDir(), await partFolder(part)))) continue;
      if (part.name === 'OpenTofu' ? !isOpentofuNeeded : part.madeBy === 'toolchain' && origin === 'registry') continue;
      missing[part.madeBy].push(`build ${part.name}`);
    }
    const isGoNeeded = Object.values(missing).some((parts) => parts.length > 0) && !(await isGoPresent());
    const first = (Object.keys(missing) as Made[]).find((step) => missing[step].length > 0);
    if (isGoNeeded && first) missing[first].unshift(`fetch Go ${pinnedGo()}`);
    return missing;
  });
