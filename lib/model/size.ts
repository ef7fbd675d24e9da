import { ValueError } from './problem';

const unitsMiB = { MiB: 1, GiB: 1024, TiB: 1024 * 1024 } as const;
type Unit = keyof typeof unitsMiB;
const spellings: Readonly<Record<string, Unit>> = { mi: 'MiB', mib: 'MiB', gi: 'GiB', gib: 'GiB', ti: 'TiB', tib: 'TiB' };
/** What people write when they mean the above. */
const decimal: Readonly<Record<string, Unit>> = { m: 'MiB', mb: 'MiB', g: 'GiB', gb: 'GiB', t: 'TiB', tb: 'TiB' };

/**
 * Reads a size of memory or disk with its unit, `2 GiB`, `512MiB` or Kubernetes' `2Gi`, as whole mebibytes.
 * @throws ValueError with the corrected text where there is one.
 */
export function parseMebibytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text.trim());
  const unit = match?.[2]!.toLowerCase();
  if (!match || (unit && !spellings[unit] && !decimal[unit]))
    throw new ValueError(text, 'is not a size', 'write a number and MiB, GiB or TiB, such as 2 GiB');
  if (!unit) throw new ValueError(text, 'has no unit', `write ${match[1]} MiB or ${match[1]} GiB`);
  const meant = decimal[unit];
  const mebibytes = Number(match[1]) * unitsMiB[(meant ?? spellings[unit])!];
  if (mebibytes > Number.MAX_SAFE_INTEGER) throw new ValueError(text, 'is more than any machine has');
  const instead = `write ${formatMebibytes(Math.ceil(mebibytes))}`;
  if (meant) throw new ValueError(text, 'has a unit that is read in two ways', instead);
  if (!Number.isInteger(mebibytes)) throw new ValueError(text, 'is not a whole number of mebibytes', instead);
  return mebibytes;
}

/** What a number without a unit means, most probably: memory is counted in MiB and, as small numbers are, in GiB; disks in GiB. */
export const sizeOf = (what: 'memory' | 'disk', number: number): string =>
  what === 'memory' && number >= 128 ? `${number} MiB` : `${number} GiB`;

/** `2 GiB`, `2560 MiB`: the largest unit that needs no fraction. */
export function formatMebibytes(mebibytes: number): string {
  const unit = (['TiB', 'GiB'] as const).find((candidate) => mebibytes > 0 && mebibytes % unitsMiB[candidate] === 0) ?? 'MiB';
  return `${mebibytes / unitsMiB[unit]} ${unit}`;
}
