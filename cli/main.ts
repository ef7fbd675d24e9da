import { Command, CommanderError, Option } from 'commander';
import { listenForInterruption } from '../host/interruption';
import packageJson from '../package.json';
import { testConformance } from './commands/conformance';
import { down } from './commands/down';
import { exec, kubectl, ssh } from './commands/run-in-lab';
import { status } from './commands/status';
import { testLab } from './commands/test';
import { up } from './commands/up';
import { verifyLab } from './commands/verify';
import { diffLab } from './commands/diff';
import { breakLab, fixLab, listExercises } from './commands/exercises';
import { initLab } from './commands/init';
import { listLabs } from './commands/list';
import { planLab } from './commands/plan';
import { reportLab } from './commands/report';
import { askedContext, builtContext, type Context, type ContextOptions, removableContext } from './context';
import { reportError } from './report-error';

/** Reads the command line, runs one command, and turns what happened into an exit status. The only place that exits. */
async function main(argv: readonly string[]): Promise<number> {
  let exitStatus = 0;
  const program = new Command('lab')
    .description('A real Kubernetes network on virtual machines: build it, prove it, look inside, remove it.')
    .version(packageJson.version)
    .option('-c, --config <file>', 'lab definition (YAML); default: lab.yaml in the working folder, where there is one')
    .option('-l, --lab <name>', 'a lab built before, by its name')
    .option('--debug', 'show the whole error with its cause')
    .enablePositionalOptions()
    .exitOverride();

  const inContext =
    (find: (options: ContextOptions) => Context) =>
    <Arguments extends unknown[]>(action: (context: Context, ...args: Arguments) => Promise<number | void>) =>
    async (...args: Arguments) => {
      exitStatus = (await action(find(program.opts<ContextOptions>()), ...args)) ?? 0;
    };
  const asked = inContext(askedContext);
  const built = inContext(builtContext);
  const print = (text: string) => void process.stdout.write(`${text}\n`);
  /** A command whose words after the first belong to another program. */
  const passing = (name: string) => program.command(name).passThroughOptions().allowUnknownOption();

  program
    .command('init')
    .description('write a lab definition, every key explained')
    .argument('[file]', 'the file to write', 'lab.yaml')
    .option('-f, --force', 'overwrite it')
    .action((file: string, options: { force?: boolean }) => print(initLab(file, options)));
  program
    .command('plan')
    .description('show the lab a definition describes, without touching anything')
    .option('-o, --output <form>', 'table, json or yaml', 'table')
    .action(asked(planLab));
  program
    .command('diff')
    .description('show what up would do to the running lab: which machines, which objects')
    .option('-o, --output <form>', 'table or json', 'table')
    .action(asked(diffLab));
  program.command('up').description('build the lab, or continue, or bring it up to its definition').action(asked(up));
  program
    .command('verify')
    .description('prove that the lab does what the lesson says')
    .option('-o, --output <form>', 'table, json, junit or markdown', 'table')
    .option('--only <text...>', 'only claims whose id begins so')
    .option('--from <place...>', 'only claims seen from there: lan, outside, a machine, pod/NODE')
    .option('--all', 'claims that stop machines or take minutes, too')
    .addOption(new Option('--language <language>', 'of the sentences').choices(['en', 'ko']))
    .option('--list', 'say which claims there are, without looking at the lab')
    .action(built(verifyLab));
  program
    .command('report')
    .description('verify, and write one page about the lab that needs nothing else to be read')
    .argument('[file]', 'the page to write', 'lab-report.html')
    .option('--only <text...>', 'only claims whose id begins so')
    .option('--from <place...>', 'only claims seen from there')
    .option('--all', 'claims that stop machines or take minutes, too')
    .action(built(reportLab));
  program
    .command('conformance')
    .description("run Kubernetes' own tests of the network on the lab")
    .option('-o, --output <form>', 'table or json', 'table')
    .option('--only <text...>', 'only tests whose name contains one of these')
    .action(built(testConformance));
  program
    .command('list')
    .description('list the labs of this checkout')
    .option('--json', 'for programs')
    .action((options: { json?: boolean }) => listLabs(options, print));
  program
    .command('status')
    .description('say what runs')
    .argument('[lab]', 'its name')
    .option('--json', 'for programs')
    .action((lab: string | undefined, options: { json?: boolean }) => inContext(named(builtContext, lab))(status)(options));
  program
    .command('down')
    .description('remove the lab and prove that nothing is left')
    .argument('[lab]', 'its name')
    .action((lab: string | undefined) => inContext(named(removableContext, lab))(down)());
  passing('exec')
    .description("run a command in the lab's network")
    .option('--from <place>', 'lan, outside or gateway', 'lan')
    .argument('<command...>')
    .action(built((context, argv: string[], options: { from: string }) => exec(context, options.from, argv)));
  passing('ssh').description('log in to a machine').argument('<machine>').argument('[command...]').action(built(ssh));
  passing('kubectl').description("kubectl as the lab's administrator").argument('[args...]').action(built(kubectl));
  program
    .command('kubeconfig')
    .description("print the path of the lab's kubeconfig")
    .action(built(async (context) => context.out(context.secrets().kubeconfig)));
  program
    .command('exercises')
    .description('list the ways to break the lab for practice')
    .option('--hint <id>', 'where to begin looking')
    .option('--solution <id>', 'what is broken, and how to mend it')
    .option('--json', 'for programs')
    .action(built(listExercises));
  program
    .command('break')
    .description('break the lab in one of these ways, or in any')
    .argument('[id]', 'the exercise; by chance when left out')
    .action(built(breakLab));
  program
    .command('fix')
    .description('undo it, and tell the solution')
    .argument('[id]', 'the exercise; all that are broken when left out')
    .action(built(fixLab));
  program
    .command('image')
    .description('the node image')
    .command('build')
    .description('build it, or say where it is')
    .action(asked(async (context) => context.out((await context.image()).folder)));
  program
    .command('test')
    .description('test the project: types, lint, unit and snapshot tests, terraform validate')
    .option('--real [extent]', 'a real lab from up to down; "all" adds what takes long')
    .action(asked((context, options: { real?: true | string }) => testLab(context, options)));

  listenForInterruption();
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitStatus;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return reportError(error, program.opts<{ debug?: boolean }>().debug ?? false);
  }
}

/** Finds a lab by the name among a command's own words, which says the same as --lab before it. */
const named =
  (find: (options: ContextOptions) => Context, lab: string | undefined) =>
  (options: ContextOptions): Context =>
    find(lab === undefined ? options : { ...options, lab });

void main(process.argv.slice(2)).then((status) => process.exit(status));
