import { Command, CommanderError, Option } from 'commander';
import { usageFault } from '../host/fault';
import { listenForInterruption } from '../host/interruption';
import packageJson from '../package.json';
import { changingLab } from '../operations/changing-lab';
import { testConformance } from '../operations/conformance';
import { down } from '../operations/down';
import { exec, kubectl, ssh } from '../operations/run-in-lab';
import { status } from '../operations/status';
import { up } from '../operations/up';
import { type VerifyCommandOptions, verifyLab } from '../operations/verify';
import { diffLab } from '../operations/diff';
import { breakLab, fixLab, listExercises } from '../operations/exercises';
import { initLab } from '../operations/init';
import { listLabs } from '../operations/list';
import { planLab } from '../operations/plan';
import { reportLab } from '../operations/report';
import type { Context } from '../operations/context';
import { askedContext, builtContext, type ContextOptions, removableContext } from '../operations/find-lab';
import { reportError } from './report-error';
import { developerProgram, runProgram } from './run-program';

/** Reads the command line, runs one command, and turns what happened into an exit status. The only place that exits. */
async function main(argv: readonly string[]): Promise<number> {
  let exitStatus = 0;
  const program = new Command('lab')
    .description('A real Kubernetes network on virtual machines: build it, prove it, look inside, remove it.')
    .version(packageJson.version)
    .addOption(configOption())
    .addOption(labOption())
    .option('--debug', 'show the whole error with its cause')
    .enablePositionalOptions()
    .exitOverride();

  const inContext =
    (find: (options: ContextOptions, command: Command) => Context) =>
    <Arguments extends unknown[]>(action: (context: Context, ...args: Arguments) => Promise<number | void>) =>
    async (...args: Arguments) => {
      const command = args.findLast((argument) => argument instanceof Command) ?? program;
      exitStatus = (await action(find(command.optsWithGlobals<ContextOptions>(), command), ...args)) ?? 0;
    };
  const asked = inContext(askedContext);
  const built = inContext(builtContext);
  /** A command that changes the lab, one at a time. */
  const changing =
    <Arguments extends unknown[]>(name: string, action: (context: Context, ...args: Arguments) => Promise<number | void>) =>
    (context: Context, ...args: Arguments) =>
      changingLab(context, name, () => action(context, ...args));
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  /** A command that may be told behind its name, too, which lab is meant. */
  const command = (name: string) => program.command(name).addOption(configOption()).addOption(labOption());
  /** A command whose words after the first belong to another program. */
  const passing = (name: string) => program.command(name).passThroughOptions().allowUnknownOption();

  program
    .command('init')
    .description('write a lab definition, every key explained')
    .argument('[file]', 'the file to write', 'lab.yaml')
    .option('-f, --force', 'overwrite it')
    .action((file: string, options: { force?: boolean }) => print(initLab(file, options)));
  command('plan')
    .description('show the lab a definition describes, without touching anything')
    .argument('[file]', 'its definition, the same as --config')
    .option('-o, --output <form>', 'table, json or yaml', 'table')
    .action(
      inContext(ofFile(askedContext))((context, _file: string | undefined, options: { output: string }) =>
        planLab(context, options),
      ),
    );
  command('diff')
    .description('show what up would do to the running lab: which machines, which objects')
    .option('-o, --output <form>', 'table or json', 'table')
    .action(asked(diffLab));
  command('up')
    .description('build the lab, or continue, or bring it up to its definition')
    .action(asked(changing('up', up)));
  command('verify')
    .description('prove that the lab does what the lesson says')
    .option('-o, --output <form>', 'table, json, junit or markdown', 'table')
    .option('--only <text...>', 'only claims whose id begins so')
    .option('--from <place...>', 'only claims seen from there: lan, outside, a machine, pod/NODE')
    .option('--all', 'claims that stop machines or take minutes, too')
    .addOption(new Option('--language <language>', 'of the sentences').choices(['en', 'ko']))
    .option('--list', 'say which claims there are, without looking at the lab')
    .action(
      built((context, options: VerifyCommandOptions) =>
        options.list ? verifyLab(context, options) : changing('verify', verifyLab)(context, options),
      ),
    );
  command('report')
    .description('verify, and write one page about the lab that needs nothing else to be read')
    .argument('[file]', 'the page to write', 'lab-report.html')
    .option('--only <text...>', 'only claims whose id begins so')
    .option('--from <place...>', 'only claims seen from there')
    .option('--all', 'claims that stop machines or take minutes, too')
    .action(built(changing('report', reportLab)));
  command('conformance')
    .description("run Kubernetes' own tests of the network on the lab")
    .option('-o, --output <form>', 'table or json', 'table')
    .option('--only <text...>', 'only tests whose name contains one of these')
    .action(built(changing('conformance', testConformance)));
  program
    .command('list')
    .description('list the labs of this checkout')
    .option('--json', 'for programs')
    .action((options: { json?: boolean }) => listLabs(options, print));
  command('status')
    .description('say what runs')
    .argument('[lab]', 'its name')
    .option('--json', 'for programs')
    .action(
      inContext(named(builtContext))((context, _lab: string | undefined, options: { json?: boolean }) =>
        status(context, options),
      ),
    );
  command('down')
    .description('remove the lab and prove that nothing is left')
    .argument('[lab]', 'its name')
    .option('--checkout <folder>', 'the lab of another checkout, which need not be there any more')
    .action(inContext(named(removableContext))(changing('down', (context) => down(context))));
  passing('exec')
    .description("run a command in the lab's network")
    .option('--from <place>', 'lan, outside or gateway', 'lan')
    .argument('<command...>')
    .action(built((context, argv: string[], options: { from: string }) => exec(context, options.from, argv)));
  passing('ssh').description('log in to a machine').argument('<machine>').argument('[command...]').action(built(ssh));
  passing('kubectl').description("kubectl as the lab's administrator").argument('[args...]').action(built(kubectl));
  command('kubeconfig')
    .description("print the path of the lab's kubeconfig")
    .action(built(async (context) => context.out(context.secrets().kubeconfig)));
  command('exercises')
    .description('list the ways to break the lab for practice')
    .option('--hint <id>', 'where to begin looking')
    .option('--solution <id>', 'what is broken, and how to mend it')
    .option('--json', 'for programs')
    .action(built(listExercises));
  command('break')
    .description('break the lab in one of these ways, or in any')
    .argument('[id]', 'the exercise; by chance when left out')
    .action(built(changing('break', breakLab)));
  command('fix')
    .description('undo it, and tell the solution')
    .argument('[id]', 'the exercise; all that are broken when left out')
    .action(built(changing('fix', fixLab)));
  program
    .command('image')
    .description('the node image')
    .command('build')
    .description('build it, or say where it is')
    .action(asked(async (context) => context.out((await context.image()).folder)));
  passing('test')
    .description('test the project: types, lint, unit and snapshot tests, terraform validate; --real: a real lab from up to down')
    .argument('[args...]')
    .helpOption(false)
    .action(async (args: string[]) => {
      const { config, debug } = program.opts<{ config?: string; debug?: boolean }>();
      exitStatus = await runProgram(developerProgram, [
        ...(config === undefined ? [] : ['--config', config]),
        ...(debug ? ['--debug'] : []),
        ...args,
      ]);
    });

  listenForInterruption();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitStatus;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, program.opts<{ debug?: boolean }>().debug ?? false);
  }
}

const configOption = () =>
  new Option('-c, --config <file>', 'lab definition (YAML); default: lab.yaml in the working folder, where there is one');
const labOption = () => new Option('-l, --lab <name>', 'a lab built before, by its name');

/** Finds a lab by the name that is the command's first word, which says the same as --lab. */
const named =
  (find: (options: ContextOptions) => Context) =>
  (options: ContextOptions, { processedArgs: [lab] }: Command): Context =>
    find(lab === undefined ? options : { ...options, lab: lab as string });

/** Reads the definition that is the command's first word, which says the same as --config. */
const ofFile =
  (find: (options: ContextOptions) => Context) =>
  (options: ContextOptions, { processedArgs: [file] }: Command): Context => {
    if (file === undefined) return find(options);
    if (options.config !== undefined)
      throw usageFault(`--config and ${file} name a definition each`, { remedy: 'use one of them' });
    return find({ ...options, config: file as string });
  };

void main(process.argv.slice(2)).then((status) => process.exit(status));
