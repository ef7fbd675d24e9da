/*
 * Sabotages a running lab, and looks which claims turn red: host/typescript dev/sabotages.ts [ID...]. Each sabotage is repaired before
 * the next; `./lab fix` repairs what a killed run has left.
 */
import { Command } from 'commander';
import { runMain } from '../cli/run-main';
import { surroundings } from '../cli/surroundings';
import { table } from '../lib/report/table';
import { changingLab } from '../operations/changing-lab';
import { builtContext } from '../operations/find-lab';
import { expectSabotagesAreSeen } from './real-test/sabotages/run-sabotages';
import { sabotagesOf } from './real-test/sabotages';

interface Options {
  readonly lab?: string;
  readonly config?: string;
  readonly everything?: boolean;
  readonly list?: boolean;
}

const program = new Command('host/typescript dev/sabotages.ts')
  .description('sabotage a running lab in one way after the other, and look which claims turn red')
  .argument('[ids...]', 'sabotages; all without any')
  .option('--lab <name>', 'the lab')
  .option('-c, --config <file>', 'the definition of the lab')
  .option('--everything', 'look at every claim that only looks, not only at those that must turn red')
  .option('--list', 'list the sabotages')
  .exitOverride();

runMain(async (signal) => {
  program.action(async (ids: string[], { lab, config, everything, list }: Options) => {
    const context = builtContext({ lab, config }, surroundings(signal));
    if (!list) return changingLab(context, 'test --real=sabotages', () => expectSabotagesAreSeen(context, ids, { everything }));
    const rows = sabotagesOf(context.lab).map(({ id, sentence, turnsRed }) => [id, sentence, turnsRed.join(', ')]);
    context.out(table(['sabotage', 'what is broken', 'turns red'], rows));
  });
  await program.parseAsync(process.argv.slice(2), { from: 'user' });
});
