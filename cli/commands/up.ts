import type { Command } from 'commander';
import { defaultProxyPort } from '../../operations/connections/proxy-kubeconfig';
import { askedContext } from '../../operations/find-lab';
import { startProxy } from '../../operations/start-proxy';
import { up } from '../../operations/up';
import { eventsForm, formOf, outputOption } from '../forms';
import { changing, type Cli, labAction, labCommand } from '../lab-command';
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
    .addOption(outputOption(['text', eventsForm]))
    .action(
      labAction(
        cli,
        askedContext,
        changing('up', async (context, { output, proxy }: { output: string; proxy?: string | true }) => {
          const tell = formOf({ text: upSummary(context.lab) }, output, { events: true });
          const port = proxy === undefined || proxy === true ? defaultProxyPort : readPort(proxy);
          const summary = tell(await up(context));
          if (proxy === undefined) return { text: summary };
          const offered = proxyText(context.lab)(await startProxy(context, port));
          if (summary === undefined) context.out(offered);
          return { text: summary && `${summary}\n\n${offered}` };
        }),
      ),
    );
