/*
 * What `./lab test` runs: the project's own tests, or with --real a real lab. A program of its own, so that no command of users knows
 * what only development needs.
 */
import { Command, CommanderError } from 'commander';
import { listenForInterruption } from '../host/interruption';
import { reportError } from '../cli/report-error';
import { askedContext } from '../operations/find-lab';
import { testLab } from './test';

async function main(argv: readonly string[]): Promise<number> {
  const program = new Command('lab test')
    .description('test the project: types, lint, unit and snapshot tests, terraform validate')
    .option('-c, --config <file>', 'the definition of the real lab')
    .option('--debug', 'show the whole error with its cause')
    .option('--real [parts]', 'a real lab from up to down; "all" adds what takes long; or the names of parts, with commas')
    .exitOverride()
    .action(({ real, config }: { real?: true | string; config?: string }) => testLab(askedContext({ config }), { real }));
  listenForInterruption();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, program.opts<{ debug?: boolean }>().debug ?? false);
  }
}

void main(process.argv.slice(2)).then((status) => process.exit(status));
