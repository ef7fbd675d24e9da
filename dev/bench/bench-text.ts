import {
  type BenchRecord,
  compare,
  type Compared,
  labTitle,
  subjectKey,
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
  const figures = withoutShortSteps(summarize(record));
  const rows = before
    ? comparedTable(compare(before, record).filter(({ figure }) => figures.some(isSame(figure))))
    : plainTable(figures);
  const unfair = before ? unfairness(before.host, host).map((what) => `Not comparable: ${what}.`) : [];
  return [about, ...unfair, rows, ...faults.map((fault) => `Not measured: ${fault}`)].join('\n\n');
}

/** A step of less than a second tells nothing; the record has it. */
const withoutShortSteps = (figures: readonly Summarized[]): Summarized[] => {
  const isLong = (one: Summarized) =>
    figures.some(
      ({ figure, stage, median, ...of }) =>
        figure === 'stage' && median >= 1 && stage === one.stage && labTitle(of) === labTitle(one),
    );
  return figures.filter((one) => one.stage === undefined || isLong(one));
};

const isSame =
  (one: Summarized) =>
  (other: Summarized): boolean =>
    subjectKey(one) === subjectKey(other);

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
