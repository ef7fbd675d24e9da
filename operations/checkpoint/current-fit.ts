import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { labError } from '../../host/user-error';
import type { Hypervisor } from '../../hypervisor';
import { definitionFile } from '../../lib/definition';
import { type Lab, machineVolumes, objectNames, sharedVolumes } from '../../lib/model';
import type { Fit } from './manifest';

/** What a saved state has to fit at this moment. */
export async function currentFit(lab: Lab, hypervisor: Pick<Hypervisor, 'identity' | 'states' | 'storageFolder'>): Promise<Fit> {
  const pool = join(hypervisor.storageFolder, objectNames(lab.name).pool);
  const hardware = await hypervisor.states!.hardware();
  const seeds: Record<string, string> = {};
  for (const { name } of hardware.machines) seeds[name] = await sha256(join(pool, machineVolumes(name).seed));
  const image = imageLooks(join(pool, sharedVolumes.image));
  const definition = createHash('sha256').update(definitionFile(lab)).digest('hex');
  return { lab: hypervisor.identity?.id ?? '', hardware, definition, seeds, image };
}

function imageLooks(file: string): Fit['image'] {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats) return { bytes: stats.size, modified: stats.mtimeMs };
  throw labError(`the image below the disks of the machines is missing: ${file}`, {
    remedy: './lab diff says what ./lab up would mend',
  });
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash).catch((cause: Error) => {
    throw labError(`the seed disk ${file} cannot be read: ${cause.message}`, {
      remedy: './lab diff says what ./lab up would mend',
      cause,
    });
  });
  return hash.digest('hex');
}
