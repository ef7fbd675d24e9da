import { labFault, usageFault } from '../../host/fault';
import { ValueError } from '../../lib/model';
import { type Report, reportJson, reportSummary, reportTable, verify } from '../../lib/verify';
import { type Context, runningHypervisor } from '../context';
import { createLiveProbe } from '../lab-probe';

/** Looks at the running lab and says of each claim of the lesson whether it is true. */
export async function verifyLab(context: Context, options: { output: string; only?: readonly string[] }): Promise<void> {
  if (options.output !== 'table' && options.output !== 'json') {
    throw usageFault(`--output ${options.output}: there is no such form`, { remedy: 'use table or json' });
  }
  const report = await context.progress.step('Claims', (step) => lookAtLab(context, options.only, (text) => step.detail(text)));
  context.out(options.output === 'json' ? reportJson(report).trimEnd() : `${reportTable(report)}\n\n${tally(report)}`);
  if (!report.ok) throw labFault(reportSummary(report), { remedy: 'each failed claim above says what to look at' });
}

async function lookAtLab(context: Context, only: readonly string[] | undefined, tell: (text: string) => void): Promise<Report> {
  const hypervisor = await runningHypervisor(context);
  const probe = await createLiveProbe(context);
  try {
    return await verify(context.lab, probe, {
      simulatedInternet: hypervisor.internet === 'simulated',
      only,
      onProgress: ({ state, claim, verdict, finished, total }) => {
        if (state === 'finished') tell(`${finished} of ${total}: ${claim.id} ${verdict?.ok ? 'is true' : 'is NOT true'}`);
      },
    });
  } catch (error) {
    if (error instanceof ValueError) throw usageFault(`--only ${error.message}`);
    throw error;
  } finally {
    await probe.close();
  }
}

function tally({ claims }: Report): string {
  const passed = claims.filter(({ ok }) => ok).length;
  return `${passed} passed, ${claims.length - passed} failed`;
}
