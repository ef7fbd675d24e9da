import { type Command, Option } from 'commander';
import { writeProxyKubeconfig } from '../../operations/connections/proxy-kubeconfig';
import type { Context } from '../../operations/context';
import { builtContext } from '../../operations/find-lab';
import { mergeKubeconfig, proxyPort, removeFromKubeconfigs } from '../../operations/kubeconfig';
import { type Cli, labAction, labCommand } from '../lab-command';
import type { Outcome } from '../outcome';

interface KubeconfigOptions {
  readonly proxy?: boolean;
  readonly merge?: boolean;
  readonly remove?: boolean;
}

export const kubeconfigCommand = (cli: Cli): Command =>
  labCommand('kubeconfig')
    .description("print the path of the lab's kubeconfig, or put its context into your own")
    .option('--proxy', 'print the path of the one that goes through ./lab proxy')
    .addOption(
      new Option('--merge', "add a context of the lab's name to your kubeconfig and make it the current one").conflicts('proxy'),
    )
    .addOption(new Option('--remove', "take the lab's context out of your kubeconfig").conflicts(['proxy', 'merge']))
    .action(labAction(cli, builtContext, (context, options: KubeconfigOptions) => wayOf(options)(context)));

function wayOf({ proxy, merge, remove }: KubeconfigOptions): (context: Context) => Promise<Outcome> {
  if (merge) return merged;
  if (remove) return removed;
  if (proxy) return async (context) => ({ text: writeProxyKubeconfig(context, proxyPort(context)) });
  return async (context) => ({ text: context.secrets().kubeconfig });
}

async function merged(context: Context): Promise<Outcome> {
  const { file, proxyPort: port } = await mergeKubeconfig(context);
  const way = port === undefined ? [] : [`It goes through port ${port} of the loopback, where ./lab proxy must listen.`];
  return { text: [`${file} has the context "${context.lab.name}", which is the current one.`, ...way].join('\n') };
}

async function removed(context: Context): Promise<Outcome> {
  const { name } = context.lab;
  const files = await removeFromKubeconfigs(context);
  if (files.length === 0) return { text: `No kubeconfig of yours has a context "${name}" of this checkout.` };
  return { text: files.map((file) => `${file} has no context "${name}" any more.`).join('\n') };
}
