import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { labError, usageError } from '../host/user-error';
import { figureFile } from '../lib/figure';
import { traceFigure } from '../lib/report';
import type { TracedJourney } from '../lib/trace';
import type { Lab } from '../lib/model';
import type { Language } from '../lib/verify';
import type { Context } from './context';
import { builtLab } from './lab-folder/built-definition';
import { readLab } from './lab-folder/lab-file';
import { requireWritable } from './require-writable';

/** What of a lab is drawn. */
export interface FigureChoice {
  /** Default: English. */
  readonly language?: Language;
  /** A definition file: what changes from it to the lab is marked. */
  readonly before?: string;
  /** What changes from the lab as it was built is marked. */
  readonly changes?: boolean;
}

/**
 * The picture of a lab's network as SVG, from its definition alone. With a file it is written there; one that was there is
 * overwritten.
 * @param file Default: nothing is written.
 * @returns the picture
 */
export async function drawLab({ lab }: Pick<Context, 'lab'>, file: string | undefined, choice: FigureChoice): Promise<string> {
  if (file !== undefined) requirePicture(file);
  const drawn = await figureFile(lab, { language: choice.language, before: labBefore(lab, choice) });
  if (file !== undefined) writeFileSync(resolve(file), drawn);
  return drawn;
}

function labBefore({ name }: Lab, { before, changes = false }: FigureChoice): Lab | undefined {
  if (before !== undefined && changes) throw usageError('--before and --changes name a lab each', { remedy: 'use one of them' });
  if (before !== undefined) return readLab(before);
  if (!changes) return undefined;
  const built = builtLab(name);
  if (!built) throw labError(`the lab "${name}" has not been built`, { remedy: '--before FILE compares with a definition' });
  return built;
}

/** @throws UserError for a file that is no picture, or cannot be written */
export function requirePicture(file: string): void {
  if (!file.endsWith('.svg')) throw usageError(`${file}: a figure is SVG`, { remedy: 'name a file that ends in .svg' });
  requireWritable(resolve(file));
}

/** A journey drawn over its lab. @returns the picture, or the file that it was written into */
export async function drawTraced(
  { lab }: Pick<Context, 'lab'>,
  traced: TracedJourney,
  file: string | undefined,
  language: Language,
): Promise<string> {
  const drawn = await traceFigure(lab, traced, language);
  if (file === undefined) return drawn.trimEnd();
  writeFileSync(resolve(file), drawn);
  return file;
}
