import { existsSync } from 'node:fs';
import { runningMachines } from '../hypervisor/preflight/host-facts';
import { machines, objectNames } from '../lib/model';
import { endingCertificates } from './secrets/certificate-end';
import { isReady, listObjects, restarts } from './cluster/cluster';
import type { Context } from './context';
import { labCertificates } from './cluster/lab-certificates';
import { table } from '../lib/report';
import { printableText } from '../lib/report/printable';

/** Says what runs, and how it is. */
export async function status(context: Context, options: { json?: boolean }): Promise<void> {
  const { lab } = context;
  if (!existsSync(context.stateDir)) {
    context.out(
      options.json
        ? JSON.stringify({ lab: lab.name, built: false })
        : `The lab "${lab.name}" has not been built. ./lab up builds it.`,
    );
    return;
  }
  const hypervisor = await context.hypervisor();
  const running = await hypervisor.isRunning();
  const domains = new Set(running ? await runningMachines(lab, hypervisor.uri, hypervisor.identity) : []);
  const nodes = running ? await listObjects(context, 'nodes') : 'the hypervisor does not run';
  const pods = typeof nodes === 'string' ? nodes : await listObjects(context, 'pods');
  const rows = machines(lab).map((machine) => ({
    name: machine.name,
    role: machine.role,
    address: String(machine.address),
    machine: domains.has(objectNames(lab.name).domain(machine.name)) ? 'running' : 'not running',
    node: nodeState(nodes, machine.role, machine.name),
  }));
  const podSummary =
    typeof pods === 'string' ? printableText(pods) : `${pods.filter(isReady).length} of ${pods.length} pods Ready`;
  const restarted = typeof pods === 'string' ? [] : restarts(pods);
  const ending = endingCertificates(await labCertificates(context, { running: typeof nodes !== 'string' }), new Date());
  if (options.json) {
    context.out(
      JSON.stringify(
        {
          lab: lab.name,
          built: true,
          hypervisor: hypervisor.kind,
          running,
          machines: rows,
          pods: podSummary,
          restarts: restarted,
          endingCertificates: ending,
        },
        null,
        2,
      ),
    );
    return;
  }
  context.out(`lab ${lab.name} · ${hypervisor.kind} hypervisor ${running ? 'running' : 'not running'}\n`);
  context.out(
    table(
      ['machine', 'role', 'address', 'state', 'node'],
      rows.map((row) => [row.name, row.role, row.address, row.machine, row.node]),
    ),
  );
  context.out(`\n${podSummary}${restarted.length > 0 ? `\nrestarted: ${restarted.join(', ')}` : ''}`);
  for (const { warning } of ending) context.out(`warning: ${warning}`);
}

function nodeState(nodes: Awaited<ReturnType<typeof listObjects>>, role: string, name: string): string {
  if (role === 'name-server') return '-';
  if (typeof nodes === 'string') return 'unknown';
  const node = nodes.find((candidate) => candidate.metadata.name === name);
  if (!node) return 'not joined';
  return isReady(node) ? 'Ready' : 'NotReady';
}
