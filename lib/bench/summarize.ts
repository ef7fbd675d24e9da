import { type BenchRecord, type Figure, figures, type Sample, type Subject, type Unit } from './bench-record';

/** One figure of all runs of a record. */
export interface Summarized extends Subject {
  readonly title: string;
  readonly unit: Unit;
  /** Of two in the middle, the mean. */
  readonly median: number;
  readonly least: number;
  readonly most: number;
  readonly runs: number;
}

/** The figures of a record in the order of its labs and, of a lab, that of `figures`; steps in the order they were done. */
export function summarize({ samples }: Pick<BenchRecord, 'samples'>): Summarized[] {
  const order = Object.keys(figures);
  const groups = new Map<string, Sample[]>();
  for (const sample of samples) {
    const key = subjectKey(sample);
    groups.set(key, [...(groups.get(key) ?? []), sample]);
  }
  return [...groups.values()]
    .map((group) => {
      const { workers, lab, begin, figure, stage } = group[0]!;
      const subject: Subject = { workers, lab, begin, figure, ...(stage !== undefined && { stage }) };
      const values = group.map(({ value }) => value).sort((one, other) => one - other);
      return {
        ...subject,
        title: titleOf(subject),
        unit: figures[subject.figure].unit,
        median: median(values),
        least: values[0]!,
        most: values.at(-1)!,
        runs: values.length,
      };
    })
    .sort(
      (one, other) =>
        one.workers - other.workers ||
        one.lab - other.lab ||
        beginOrder(one) - beginOrder(other) ||
        order.indexOf(one.figure) - order.indexOf(other.figure),
    );
}

/** The same for two samples of one figure of one lab. */
export const subjectKey = ({ workers, lab, begin, figure, stage }: Subject): string =>
  JSON.stringify([workers, lab, begin, figure, stage]);

/** `2 workers, cold`; `4 workers, from a ready lab, lab 2`. */
export function labTitle({ workers, lab, begin }: Pick<Subject, 'workers' | 'lab' | 'begin'>): string {
  const size = `${workers} ${workers === 1 ? 'worker' : 'workers'}`;
  return [size, begin === 'cold' ? 'cold' : 'from a ready lab', ...(lab > 1 ? [`lab ${lab}`] : [])].join(', ');
}

const titleOf = ({ figure, stage }: { readonly figure: Figure; readonly stage?: string }): string =>
  stage === undefined ? figures[figure].title : `${figures[figure].title}: ${stage}`;

const beginOrder = ({ begin }: Pick<Subject, 'begin'>): number => (begin === 'cold' ? 0 : 1);

function median(sorted: readonly number[]): number {
  const middle = sorted.length / 2;
  return Number.isInteger(middle) ? (sorted[middle - 1]! + sorted[middle]!) / 2 : sorted[Math.floor(middle)]!;
}
