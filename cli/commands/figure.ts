import { type Command, Option } from 'commander';
import { drawLab, type FigureChoice } from '../../operations/figure';
import { askedContext } from '../../operations/find-lab';
import type { Context } from '../../operations/context';
import { type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';

export const figureCommand = (cli: Cli): Command =>
  labCommand('figure')
    .description('draw the lab a definition describes as SVG, without touching anything')
    .argument('[file]', 'the picture to write, *.svg; default: standard output')
    .addOption(new Option('--language <language>', 'of the words in it').choices(['en', 'ko']).default('en'))
    .option('--before <definition>', 'mark what changes from another definition (YAML)')
    .option('--changes', 'mark what changes from the lab as it was built')
    .action(labAction(cli, askedContext, figure));

/** Draws a lab into a file, or onto standard output. */
export async function figure(context: Pick<Context, 'lab'>, file: string | undefined, choice: FigureChoice): Promise<Outcome> {
  const drawn = await drawLab(context, file, choice);
  return { text: file ?? drawn.trimEnd() };
}
