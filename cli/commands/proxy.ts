import { type Command, Option } from 'commander';
import { usageError } from '../../host/user-error';
import { portOf } from '../../lib/model';
import { defaultProxyPort } from '../../operations/connections/proxy-kubeconfig';
import { builtContext } from '../../operations/find-lab';
import { proxy } from '../../operations/proxy';
import { type Cli, labAction, labCommand } from '../lab-command';
import { proxyText } from '../output/proxy-text';

export const proxyCommand = (cli: Cli): Command =>
  labCommand('proxy')
    .description("offer the lab to this machine's own programs through a SOCKS 5 proxy on the loopback, until Ctrl-C")
    .addOption(fromOption())
    .option('--port <port>', 'of the loopback; 0: any that is free', String(defaultProxyPort))
    .action(
      labAction(cli, builtContext, async (context, { from, port }: { from: string; port: string }) => {
        const tell = proxyText(context.lab);
        await proxy(context, { from, port: readPort(port) }, (offered) => context.out(`${tell(offered)}\n\nCtrl-C ends it.`));
        return {};
      }),
    );

/** `--from`, for what connects: an outsider sees less. */
export const fromOption = (): Option =>
  new Option('--from <place>', 'where connections begin').choices(['lan', 'outside']).default('lan');

/** @throws a usage fault for what is no port */
export function readPort(text: string): number {
  const port = text === '0' ? 0 : portOf(text);
  if (port === undefined) throw usageError(`--port ${text} is no port`, { remedy: 'use a number from 0 to 65535' });
  return port;
}
