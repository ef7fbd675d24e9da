/*
 * What `./lab test` runs: the project's own tests, or with --real a real lab. A program of its own, so that no command of users knows
 * what only development needs.
 */
import { Command } from 'commander';
import { eventsForm, formOf, outputOption } from '../cli/forms';
import { runMain } from '../cli/run-main';
import { surroundings } from '../cli/surroundings';
import { usageError } from '../host/user-error';
import { askedContext } from '../operations/find-lab';
import { testLab } from './run-tests';

interface TestOptions {
  readonly config?: string;
  readonly debug?: boolean;
  readonly output: string;
  readonly real?: true | string;
  readonly running?: boolean;
  readonly within?: number;
}

/** @throws a usage fault for anything but a number above 0 */
function minutes(given: string): number {
  const value = Number(given);
  if (value > 0) return value;
  throw usageError(`--within ${given}: this is no number of minutes`, { remedy: 'use a number above 0: --within 60' });
}

const program = new Command('lab test')
  .description('test the project: types, lint, unit and snapshot tests, terraform validate')
  .option('-c, --config <file>', 'the definition of the real lab')
  .option('--debug', 'show the whole error with its cause')
  .addOption(outputOption(['text', eventsForm]))
  .option('--real [parts]', 'a real lab from up to down; "all" adds what takes long; or the names of parts, with commas')
  .option('--running', 'with --real: on the lab that runs, which stays; verify is not compared with the time of up')
  .option('--within <minutes>', 'with --real: begin no other part after so many minutes, and name those left out', minutes)
  .exitOverride();

runMain(
  async (signal) => {
    program.action(({ real, running, within, config, output }: TestOptions) => {
      formOf({ text: String }, output, { events: true });
      return testLab(askedContext({ config }, surroundings(signal, output)), { real, running, within });
    });
    await program.parseAsync(process.argv.slice(2), { from: 'user' });
  },
  { debug: () => program.opts<TestOptions>().debug ?? false },
);
