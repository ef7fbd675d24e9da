import { labError } from '../../host/user-error';
import { traceTable } from '../../lib/report';
import { isAsPredicted } from '../../lib/trace';
import type { Context } from '../../operations/context';
import { listJourneys, traceLab } from '../../operations/trace';

/** How the names begin of the journeys that `--real` makes: a translation of each kind, a name hop by hop, and a refusal. */
const handful = ['load-balancer.api', 'cluster-ip.other-node', 'node-port.closed', 'internet.masquerade', 'dns.external'];

/** The longest time in seconds that a traced request may take. */
const longest = 15;

/** Makes the journeys of the lesson: each is captured as it was predicted, and in time. */
export async function expectJourneys(context: Context, { all }: { readonly all: boolean }): Promise<void> {
  const ids = (await listJourneys(context)).map(({ id }) => id);
  const chosen = all ? ids : handful.flatMap((beginning) => ids.filter((id) => id.startsWith(beginning)).slice(0, 1));
  if (chosen.length < (all ? 1 : handful.length)) throw labError(`the lab has no more journeys than ${ids.join(', ')}`);
  for (const id of chosen) await expectJourney(context, id);
}

async function expectJourney(context: Context, id: string): Promise<void> {
  const begun = Date.now();
  const { traced } = await traceLab(context, id);
  const seconds = Math.round((Date.now() - begun) / 1000);
  if (!isAsPredicted(traced)) throw labError(`the journey ${id} went another way than predicted:\n${traceTable(traced)}`);
  if (seconds > longest) throw labError(`the journey ${id} took ${seconds} s; at most ${longest} s are allowed`);
}
