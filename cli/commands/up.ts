import { type Command, Option } from 'commander';
import type { Context } from '../../operations/context';
import { defaultProxyPort } from '../../operations/connections/proxy-kubeconfig';
import { dryRun } from '../../operations/dry-run';
import { askedContext } from '../../operations/find-lab';
import { startProxy } from '../../operations/start-proxy';
import { up } from '../../operations/up';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';
import { dryRunText } from '../output/dry-run-text';
import { proxyText } from '../output/proxy-text';
import { upSummary } from '../output/up-summary';
import { readPort } from './proxy';

export const upCommand = (cli: Cli): Command =>
  labCommand('up')
    .description('build the lab, or continue, or bring it up to its definition')
    .option(
      '--proxy [port]',
      'afterwards offer the lab through a SOCKS 5 proxy on the loopback, as ./lab proxy does, until ./lab down',
    )
    .option('--cold', 'build everything anew, also where there is a ready lab that this one could begin with')
    .option('--no-ready', 'do not keep the lab ready for others to begin with')
    .addOption(outputOption(['text', eventsForm]))
    .addOption(
      new Option('--dry-run', 'say what would be built, fetched and started, and how long it took last time').conflicts('proxy'),
    )
    .action(
      labAction(cli, askedContext, async (context, options: UpOptions) =>
        (options.dryRun ? tellDryRun : build)(context, options),
      ),
    );

interface UpOptions {
  readonly output: string;
  readonly proxy?: string | true;
  readonly dryRun?: true;
  readonly cold?: true;
  readonly ready: boolean;
}

const build = changing('up', async (context, { output, proxy, cold, ready }: UpOptions) => {
  const tell = formOf({ text: upSummary(context.lab) }, output, { events: true });
  const port = proxy === undefined || proxy === true ? defaultProxyPort : readPort(proxy);
  const summary = tell(await up(context, { begin: !cold, keep: ready }));
  if (proxy === undefined) return { text: summary };
  const offered = proxyText(context.lab)(await startProxy(context, port));
  if (summary === undefined) context.out(offered);
  return { text: summary && `${summary}\n\n${offered}` };
});

/** Changes nothing, so that another command may change the lab meanwhile. */
async function tellDryRun(context: Context, { output }: UpOptions): Promise<Outcome> {
  const tell = formOf({ text: dryRunText(context.lab) }, output, { events: true });
  return { text: tell(await dryRun(context)) };
}
