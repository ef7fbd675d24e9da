import { type Command, Option } from 'commander';
import { usageError } from '../../host/user-error';
import type { Context } from '../../operations/context';
import { builtContext } from '../../operations/find-lab';
import { listJourneys, traceLab } from '../../operations/trace';
import { eventsForm, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';
import { journeyList } from '../output/journey-list';
import { requireForm, type TraceForm, traceForms, traceOutcome } from '../output/trace-outcome';

interface TraceOptions extends Omit<TraceForm, 'file'> {
  readonly from?: string;
  readonly list?: boolean;
}

export const traceCommand = (cli: Cli): Command =>
  labCommand('trace')
    .description('make one request, and show its way: as predicted, and as captured on every interface')
    .argument('[target]', 'a journey of --list, a URL, HOST:PORT, a Service, a pod, or dns:NAME')
    .argument('[file]', 'the picture to write with -o svg, *.svg; default: standard output')
    .option('--from <place>', 'outside, lan, gateway, a machine, pod/NODE, a pod or a workload; default: what shows something')
    .addOption(outputOption([...traceForms, eventsForm]))
    .addOption(new Option('--language <language>', 'of the words in a picture').choices(['en', 'ko']).default('en'))
    .option('--list', 'name a journey for each sentence of the lesson')
    .action(labAction(cli, builtContext, listOrTrace));

const listOrTrace = (context: Context, target: string | undefined, file: string | undefined, options: TraceOptions) =>
  options.list ? list(context) : changing('trace', trace)(context, target, file, options);

const list = async (context: Context): Promise<Outcome> => ({ text: journeyList(await listJourneys(context)) });

async function trace(
  context: Context,
  target: string | undefined,
  file: string | undefined,
  { from, ...rest }: TraceOptions,
): Promise<Outcome> {
  if (target === undefined) throw usageError('there is no target', { remedy: './lab trace --list names what can be seen' });
  const form = { ...rest, file };
  requireForm(form);
  return traceOutcome(context, await traceLab(context, target, from), form);
}
