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
import { formatDuration, formatTime } from '../../lib/report/times';

/** A record for people, each figure beside that of an earlier record where there is one. */
export function benchText(record: BenchRecord, before?: BenchRecord): string {
  const { host, measuredAt, faults } = record;
  const about =
    `Measured ${formatTime(new Date(measuredAt))}: ${host.processors} processors (${host.model}), ` +
    `${Math.round(host.memoryMiB)} MiB, ${host.acceleration}, QEMU ${host.qemu}, version ${host.version}.`;
  const figures = summarize(record);
  const isTold = isWorthTelling(figures);
  const rows = before
    ? comparedTable(compare(before, record).filter(({ figure }) => isTold(figure)))
    : plainTable(figures.filter(isTold));
  const unfair = before ? unfairness(before.host, host).map((what) => `Not comparable: ${what}.`) : [];
  return [about, ...unfair, rows, ...faults.map((fault) => `Not measured: ${fault}`)].join('\n\n');
}

/** A step of less than a second tells nothing, and neither does its processor time; the record has both. */
function isWorthTelling(figures: readonly Summarized[]): (one: Summarized) => boolean {
  const stepOf = (one: Summarized) => `${labTitle(one)}: ${one.stage}`;
  const long = new Set(figures.filter(({ figure, median }) => figure === 'stage' && median >= 1).map(stepOf));
  return (one) => one.stage === undefined || long.has(stepOf(one));
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
