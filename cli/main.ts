import { Command, CommanderError } from 'commander';
import { listenForInterruption } from '../host/interruption';
import packageJson from '../package.json';
import { down } from './commands/down';
import { exec, kubectl, ssh } from './commands/run-in-lab';
import { status } from './commands/status';
import { testLab } from './commands/test';
import { up } from './commands/up';
import { verifyLab } from './commands/verify';
import { type Context, createContext } from './context';
import { reportError } from './report-error';

/** Reads the command line, runs one command, and turns what happened into an exit status. The only place that exits. */
async function main(argv: readonly string[]): Promise<number> {
  let exitStatus = 0;
  const program = new Command('lab')
    .description('A real Kubernetes network on virtual machines: build it, prove it, look inside, remove it.')
    .version(packageJson.version)
    .option('-c, --config <file>', 'lab definition (YAML)', process.env.LAB_CONFIG)
    .option('--debug', 'show the whole error with its cause')
    .enablePositionalOptions()
    .exitOverride();

  const withContext =
    <Arguments extends unknown[]>(action: (context: Context, ...args: Arguments) => Promise<number | void>) =>
    async (...args: Arguments) => {
      exitStatus = (await action(createContext({ config: program.opts<{ config?: string }>().config }), ...args)) ?? 0;
    };
  /** A command whose words after the first belong to another program. */
  const passing = (name: string) => program.command(name).passThroughOptions().allowUnknownOption();

  program.command('up').description('build the lab, or continue, or bring it up to its definition').action(withContext(up));
  program
    .command('verify')
    .description('prove that the lab does what the lesson says')
    .option('-o, --output <form>', 'table or json', 'table')
    .option('--only <text...>', 'only claims whose id begins so')
    .action(withContext(verifyLab));
  program.command('status').description('say what runs').option('--json', 'for programs').action(withContext(status));
  program.command('down').description('remove the lab and prove that nothing is left').action(withContext(down));
  passing('exec')
    .description("run a command in the lab's network")
    .option('--from <place>', 'lan, outside or gateway', 'lan')
    .argument('<command...>')
    .action(withContext((context, argv: string[], options: { from: string }) => exec(context, options.from, argv)));
  passing('ssh').description('log in to a machine').argument('<machine>').argument('[command...]').action(withContext(ssh));
  passing('kubectl').description("kubectl as the lab's administrator").argument('[args...]').action(withContext(kubectl));
  program
    .command('kubeconfig')
    .description("print the path of the lab's kubeconfig")
    .action(withContext(async (context) => context.out(context.secrets().kubeconfig)));
  program
    .command('image')
    .description('the node image')
    .command('build')
    .description('build it, or say where it is')
    .action(withContext(async (context) => context.out((await context.image()).folder)));
  program
    .command('test')
    .description('test the project: types, lint, unit and snapshot tests, terraform validate')
    .option('--real [extent]', 'a real lab from up to down; "all" adds what takes long')
    .action(withContext((context, options: { real?: true | string }) => testLab(context, options)));

  listenForInterruption();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitStatus;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, program.opts<{ debug?: boolean }>().debug ?? false);
  }
}

void main(process.argv.slice(2)).then((status) => process.exit(status));
