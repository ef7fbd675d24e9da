import { labError } from '../../host/user-error';
import { machines } from '../../lib/model';
import type { Probe, VantagePoint } from '../../lib/probe';
import { traceTable } from '../../lib/report';
import { isAsExpected } from '../../lib/trace';
import { type Context, createLiveProbe } from '../../operations/context';
import { uninterrupted } from '../../host/interruption';
import { listJourneys, traceLab } from '../../operations/trace';

/** How the names begin of the journeys that `--real` makes: a translation of each kind, a name hop by hop, and a refusal. */
const handful = ['load-balancer.api', 'cluster-ip.other-node', 'node-port.closed', 'internet.masquerade', 'dns.external'];

/** The longest time in seconds that a traced request may take. On a machine without other work it takes a quarter. */
const longest = 60;

/** Seconds after which a trace is stopped as by Ctrl-C: its watches have begun, or are beginning. */
const untilStopped = 6;

/** Makes the journeys of the lesson: each is captured as it was predicted, and in time. Nothing is left of them, nor of one that is stopped. */
export async function expectJourneys(context: Context, { all }: { readonly all: boolean }): Promise<void> {
  const ids = (await listJourneys(context)).map(({ id }) => id);
  const chosen = all ? ids : handful.flatMap((beginning) => ids.filter((id) => id.startsWith(beginning)).slice(0, 1));
  if (chosen.length < (all ? 1 : handful.length)) throw labError(`the lab has no more journeys than ${ids.join(', ')}`);
  for (const id of chosen) await expectJourney(context, id);
  await stopOne(context, chosen[0]!);
  await expectNothingLeft(context);
}

async function expectJourney(context: Context, id: string): Promise<void> {
  const begun = Date.now();
  const { traced } = await traceLab(context, id);
  const seconds = Math.round((Date.now() - begun) / 1000);
  if (!isAsExpected(traced)) throw labError(`the journey ${id} went another way than predicted:\n${traceTable(traced)}`);
  if (seconds > longest) throw labError(`the journey ${id} took ${seconds} s; at most ${longest} s are allowed`);
  context.progress.note(`${id}: as predicted, in ${seconds} s`);
}

async function stopOne(context: Context, id: string): Promise<void> {
  const signal = AbortSignal.timeout(untilStopped * 1000);
  await traceLab({ ...context, signal }, id).catch((error: unknown) => {
    if (!signal.aborted) throw error;
  });
}

/** A watch's programs, its folder and its table of rules. */
const search = [
  'pgrep -a "^(tcpdump|xtables-monitor|conntrack)$"',
  'ls -d /tmp/lab-*-*-* 2>/dev/null',
  'sudo nft list tables ip 2>/dev/null | grep " lab-"',
  'true',
].join('; ');

async function expectNothingLeft(context: Context): Promise<void> {
  const probe = await createLiveProbe(context);
  try {
    for (const { name } of machines(context.lab)) await expectClean(probe, { at: 'machine', name });
  } finally {
    await uninterrupted(() => probe.close(), 10);
  }
}

async function expectClean(probe: Probe, at: VantagePoint & { at: 'machine' }): Promise<void> {
  const { exitCode, stdout, stderr } = await probe.exec(at, ['sh', '-c', search]);
  if (exitCode !== 0 || stdout.trim() !== '') throw labError(`traces left this on ${at.name}: ${stdout.trim() || stderr.trim()}`);
}
