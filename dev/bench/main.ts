/*
 * What `./lab bench` runs: it builds labs, measures them and removes them. A program of its own, as the tests are: charts are drawn by a
 * package that only development needs.
 */
import { Command } from 'commander';
import { formOf, json, outputOption } from '../../cli/forms';
import { runMain } from '../../cli/run-main';
import { surroundings } from '../../cli/surroundings';
import { usageError } from '../../host/user-error';
import { writeJson, writeWhole } from '../../host/state-file';
import { newBenchFiles, readBench } from '../../operations/bench-records';
import { askedContext } from '../../operations/find-lab';
import type { BenchRecord } from '../../lib/bench';
import { benchChart } from './bench-chart';
import { benchText } from './bench-text';
import { measurePlan } from './measure-plan';

interface BenchOptions {
  readonly config?: string;
  readonly debug?: boolean;
  readonly workers?: readonly number[];
  readonly labs: readonly number[];
  readonly runs: number;
  readonly compare?: string;
  readonly output: string;
}

const program = new Command('lab bench')
  .description('measure labs on this machine: builds them under the names bench-1, bench-2, …, and removes them')
  .argument('[record]', 'show this earlier record (JSON) instead of measuring')
  .option('-c, --config <file>', 'the definition of the labs')
  .option('--debug', 'show the whole error with its cause')
  .option(
    '--workers <numbers>',
    'how many workers, with commas: 2,4,8. Default: those of the definition',
    counts('--workers', 20),
  )
  .option('--labs <numbers>', 'how many labs side by side, with commas: 1,2,4', counts('--labs', 20), [1])
  .option('--runs <number>', 'how often each is measured; the median is told', (given) => counts('--runs', 100)(given)[0]!, 1)
  .option('--compare <record>', 'an earlier record (JSON) to show beside it')
  .addOption(outputOption(['table', 'json', 'svg']))
  .exitOverride();

/** @throws a usage fault for anything but whole numbers from 1 to `most` */
function counts(option: string, most: number): (given: string) => number[] {
  return (given) =>
    given.split(',').map((word) => {
      const value = Number(word);
      if (Number.isInteger(value) && value >= 1 && value <= most) return value;
      throw usageError(`${option} ${given}: "${word}" is no number of them`, { remedy: `use whole numbers from 1 to ${most}` });
    });
}

async function run(given: string | undefined, options: BenchOptions, signal: AbortSignal): Promise<void> {
  const before = options.compare === undefined ? undefined : readBench(options.compare);
  const forms: Readonly<Record<string, (record: BenchRecord) => string>> = {
    table: (record) => benchText(record, before),
    json: (record) => json(record),
    svg: benchChart,
  };
  const around = surroundings(signal);
  const tell = formOf(forms, options.output);
  const show = (record: BenchRecord): void => around.out(tell(record) ?? '');
  if (given !== undefined) return show(readBench(given));
  const files = newBenchFiles();
  const context = askedContext({ config: options.config }, around);
  const { workers = [context.lab.workers.length], labs, runs } = options;
  const record = await measurePlan(context, { workers, labs, runs }, (soFar) => writeJson(files.record, soFar));
  writeWhole(files.chart, benchChart(record));
  show(record);
  context.progress.note(`the record is ${files.record}, its chart ${files.chart}`);
}

runMain(
  async (signal) => {
    program.action((given: string | undefined, options: BenchOptions) => run(given, options, signal));
    await program.parseAsync(process.argv.slice(2), { from: 'user' });
  },
  { debug: () => program.opts<BenchOptions>().debug ?? false },
);
