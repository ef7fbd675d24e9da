import type { Command } from 'commander';
import { labError, usageError } from '../../host/user-error';
import type { CapturedJourney } from '../../lib/capture';
import { traceJson, traceMermaid, traceTable } from '../../lib/report';
import { isAsExpected, isAsPredicted, pcapng } from '../../lib/trace';
import type { Context } from '../../operations/context';
import { builtContext } from '../../operations/find-lab';
import { listJourneys, traceLab } from '../../operations/trace';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';
import { journeyList } from '../output/journey-list';

interface TraceOptions {
  readonly from?: string;
  readonly output: string;
  readonly list?: boolean;
}

const forms: Readonly<Record<string, (captured: CapturedJourney) => string>> = {
  table: ({ traced }) => traceTable(traced),
  json: ({ traced }) => traceJson(traced),
  mermaid: ({ traced }) => traceMermaid(traced),
};

export const traceCommand = (cli: Cli): Command =>
  labCommand('trace')
    .description('make one request, and show its way: as predicted, and as captured on every interface')
    .argument('[target]', 'a journey of --list, a URL, HOST:PORT, a Service, a pod, or dns:NAME')
    .option('--from <place>', 'outside, lan, gateway, a machine, pod/NODE, a pod or a workload; default: what shows something')
    .addOption(outputOption([...Object.keys(forms), 'pcap', eventsForm]))
    .option('--list', 'name a journey for each sentence of the lesson')
    .action(
      labAction(cli, builtContext, (context: Context, target: string | undefined, options: TraceOptions) =>
        options.list ? list(context) : changing('trace', trace)(context, target, options),
      ),
    );

const list = async (context: Context): Promise<Outcome> => ({ text: journeyList(await listJourneys(context)) });

async function trace(context: Context, target: string | undefined, options: TraceOptions): Promise<Outcome> {
  if (target === undefined) throw usageError('there is no target', { remedy: './lab trace --list names what can be seen' });
  const isFile = options.output === 'pcap';
  if (isFile && process.stdout.isTTY) throw usageError('a capture file is no text', { remedy: 'add > trace.pcapng' });
  const tell = isFile ? () => undefined : formOf(forms, options.output, { events: true });
  const captured = await traceLab(context, target, options.from);
  const what = isAsPredicted(captured.traced) ? 'it does not go as the lesson says' : 'predicted and captured differ';
  const failure = isAsExpected(captured.traced)
    ? undefined
    : labError(what, { remedy: 'the differences above name commands that show where' });
  return { text: tell(captured), bytes: isFile ? pcapng(captured.capture) : undefined, failure };
}
