import {
  type BenchRecord,
  compare,
  type Compared,
  labTitle,
  summarize,
  type Summarized,
  type Unit,
  unfairness,
} from '../../lib/bench';
import { table } from '../../lib/report';
import { formatDuration } from '../../lib/report/times';

/** A record for people, each figure beside that of an earlier record where there is one. */
export function benchText(record: BenchRecord, before?: BenchRecord): string {
  const { host, measuredAt, faults } = record;
  const about =
    `Measured ${measuredAt.slice(0, 16).replace('T', ' ')} UTC: ${host.processors} processors (${host.model}), ` +
    `${Math.round(host.memoryMiB)} MiB, ${host.acceleration}, QEMU ${host.qemu}, version ${host.version}.`;
  const rows = before ? comparedTable(compare(before, record)) : plainTable(summarize(record));
  const unfair = before ? unfairness(before.host, host).map((what) => `Not comparable: ${what}.`) : [];
  return [about, ...unfair, rows, ...faults.map((fault) => `Not measured: ${fault}`)].join('\n\n');
}

const plainTable = (figures: readonly Summarized[]): string =>
  table(
    ['lab', 'figure', 'median', 'least to most'],
    figures.map((figure) => [labTitle(figure), figure.title, inUnit(figure.median, figure.unit), rangeOf(figure)]),
  );

const comparedTable = (compared: readonly Compared[]): string =>
  table(
    ['lab', 'figure', 'before', 'now', 'now / before'],
    compared.map(({ figure, before, ratio }) => [
      labTitle(figure),
      figure.title,
      before ? inUnit(before.median, before.unit) : '',
      inUnit(figure.median, figure.unit),
      ratio === undefined ? '' : ratio.toFixed(2),
    ]),
  );

const rangeOf = ({ runs, least, most, unit }: Summarized): string =>
  runs === 1 ? '' : `${inUnit(least, unit)} to ${inUnit(most, unit)}, ${runs} runs`;

const inUnit = (value: number, unit: Unit): string =>
  unit === 's' ? formatDuration(value * 1000) : unit === '%' ? `${value.toFixed(0)} %` : `${value.toFixed(0)} MiB`;
