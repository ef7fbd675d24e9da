import type { Command } from 'commander';
import { builtContext } from '../../operations/find-lab';
import { forward } from '../../operations/forward';
import { type Cli, labAction, labCommand } from '../lab-command';
import { fromOption } from './proxy';

export const forwardCommand = (cli: Cli): Command =>
  labCommand('forward')
    .description('offer addresses of the lab at ports of the loopback, for programs that know no proxy, until Ctrl-C')
    .argument('<forwards...>', '8060:192.168.56.60:80 each: the port here, a name or address of the lab, its port')
    .addOption(fromOption())
    .action(
      labAction(cli, builtContext, async (context, forwards: string[], { from }: { from: string }) => {
        await forward(context, { from, forwards }, (offered) =>
          context.out(offered.map(({ port, host, hostPort }) => `127.0.0.1:${port} leads to ${host}:${hostPort}`).join('\n')),
        );
        return {};
      }),
    );
