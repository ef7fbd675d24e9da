import { mkdtempSync, readFileSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  conformanceChoice,
  type Choice,
  e2eTestProgram,
  type GinkgoReport,
  judgeRun,
  readGinkgoReport,
} from '../build/conformance';
import { labError, usageError } from '../host/user-error';
import { noProxy } from '../host/clean-environment';
import { labFiles } from '../host/lab-files';
import { lastLines } from '../host/last-lines';
import { tryRun } from '../host/run';
import type { Hypervisor } from '../hypervisor';
import type { ConformanceRun } from '../lib/report';
import { operation } from './operation';
import { rememberConformance } from './lab-folder/last-conformance';
import { type Context, runningHypervisor } from './context';
import { repairLeftovers } from './repair-leftovers';

/** Which tests to run, and with what. */
export interface ConformanceRequest {
  /** Only tests whose name contains one of these. Default: all that suit a lab. */
  readonly only?: readonly string[];
  /** Gives the path of the program with the tests. Default: the one of the lab's Kubernetes, built where the cache lacks it. */
  readonly program?: typeof e2eTestProgram;
}

/**
 * Runs Kubernetes' own tests of the network that every cluster must pass on the running lab. The result is kept for `./lab report`.
 * @returns every test that ran or was skipped, failed ones among them, and what is wrong with the run itself
 */
export const testConformance = operation(
  'conformance',
  async (context, { only, program: prepare = e2eTestProgram }: ConformanceRequest): Promise<ConformanceRun> => {
    const { progress } = context;
    const hypervisor = await runningHypervisor(context);
    await repairLeftovers(context, { hypervisor });
    const program = await progress.step('Kubernetes’ tests', (step) => prepare((text) => step.detail(text)));
    const choice = conformanceChoice({ emulated: hypervisor.domainType !== 'kvm' }, only);
    for (const { name, reason } of choice.leftOut) progress.note(`left out: ${name}, because ${reason}`);
    const run = await progress.step('Conformance', (step) =>
      runTests(context, { hypervisor, program, choice, tell: (text) => step.detail(text) }),
    );
    if (only && run.planned === 0) throw usageError(`no test of the network is called ${only.join(' or ')}`);
    const judged = judgeRun(run, run.exitCode);
    rememberConformance(context, judged);
    return judged;
  },
);

/** Runs the program on the lab's network, where the API server is, and reads what it reports and how it ended. */
async function runTests(
  context: Context,
  options: {
    readonly hypervisor: Hypervisor;
    readonly program: string;
    readonly choice: Choice;
    readonly tell: (text: string) => void;
  },
): Promise<GinkgoReport & { readonly exitCode: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'lab-conformance-'));
  const report = join(folder, 'report.json');
  const { conformanceLog: log } = labFiles(context.stateDir);
  try {
    const words = await programWords(context, options, { folder, report });
    const [file, ...args] = options.hypervisor.command('lan', words);
    const seen = await tryRun(file!, args, {
      cwd: folder,
      env: noProxy,
      log,
      // A test that is interrupted removes its namespace first.
      patience: 120_000,
      onLine: (line) => {
        if (line.startsWith('[sig-network]')) options.tell(line);
      },
    });
    if (!existsSync(report)) throw labError(`the tests ended without a report:\n${lastLines(seen.stdout, 20)}`);
    return { ...readGinkgoReport(readFileSync(report, 'utf8')), exitCode: seen.exitCode };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The command line of the program with the tests. */
async function programWords(
  context: Context,
  { program, choice }: { readonly program: string; readonly choice: Choice },
  { folder, report }: { readonly folder: string; readonly report: string },
): Promise<string[]> {
  return [
    program,
    `--kubeconfig=${context.secrets().kubeconfig}`,
    `--kubectl-path=${await context.kubectl()}`,
    `--dns-domain=${context.lab.cluster.dnsDomain}`,
    '--provider=skeleton',
    '--disable-log-dump',
    `--e2e-output-dir=${folder}`,
    `--ginkgo.focus=${choice.focus}`,
    ...(choice.skip ? [`--ginkgo.skip=${choice.skip}`] : []),
    `--ginkgo.json-report=${report}`,
    '--ginkgo.timeout=3h',
    '--ginkgo.no-color',
    '--ginkgo.v',
  ];
}
