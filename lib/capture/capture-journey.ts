import { isInside } from '../model';
import { type Exchange, type Journey, type PathInput, placeName } from '../path';
import { beginWatch, describeObservation, InconclusiveError, type Observation, readWatch, type WatchedFiles } from '../probe';
import { type Capture, isAsPredicted, predictedJourney, type TracedExchange, traceExchange, type TracedJourney } from '../trace';
import { rulesTraced } from '../claims';
import { type VerifyContext, withChange } from '../verify';
import { clientAt, clientCommand, type ClientRequest, hasAsked } from './client-command';
import { readCapture } from './read-files';
import { TargetError } from './target-error';
import { brokeWanted, requestsFor, tookWanted } from './wanted-way';
import { type PlannedWatch, watchesFor } from './watched-places';

/** A journey that was made, and all that was seen of it. */
export interface CapturedJourney {
  readonly traced: TracedJourney;
  readonly capture: Capture;
  /** What the client's command showed. Absent: nobody is there to ask. */
  readonly client?: Observation;
}

/** How a request is known among all others. */
interface Mark {
  /** The first of the ports that it is made from. */
  readonly port: number;
  readonly times: number;
  /** The name that is asked in the place of the journey's, where a cache could know that one. */
  readonly asked?: string;
}

/** Makes the request of a journey while every place of its way is watched. @throws InconclusiveError, TargetError, and what reading throws */
export async function captureJourney(context: VerifyContext, input: PathInput, journey: Journey): Promise<CapturedJourney> {
  if (journey.exchanges.length === 0) return { traced: predictedJourney(journey), capture: { places: [] } };
  const watch = context.unique();
  const mark = markOf(context, journey);
  const addressOf = (name: string) => input.moment.pods.find((pod) => pod.name === name)!.address;
  const watches = watchesFor(watch, journey.exchanges, addressOf, [mark.port, mark.port + mark.times - 1]);
  const change = { kind: 'rules-traced', watch, places: watches.map(({ at }) => at) } as const;
  let seen: { readonly client: Observation; readonly files: readonly WatchedFiles[] } | undefined;
  // A watch that could not be ended stays recorded, and takes nothing from what was seen.
  await withChange(context, rulesTraced, change, async () => {
    await all(watches.map((one) => beginWatch(context.probe, one)));
    const client = await makeRequest(context, input, journey, mark);
    seen = { client, files: await all(watches.map((one) => readWatch(context.probe, one))) };
    return { ok: true, evidence: 'captured', command: client.command };
  });
  const captured = { client: seen!.client, ...heldAgainst(journey, mark, watches, seen!.files) };
  requireShown(captured, mark);
  return captured;
}

/** The results of all, once each has come to its end: what one began is not ended while another still begins. */
async function all<Result>(works: readonly Promise<Result>[]): Promise<Result[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** Ports that neither a Service nor the kernel gives away (30000 and above). */
const ports = { first: 20000, count: 8000 } as const;

function markOf(context: VerifyContext, journey: Journey): Mark {
  const port = ports.first + Math.floor(Math.random() * ports.count);
  const question = journey.exchanges.find((one) => one.question !== undefined)?.question;
  // Names of the cluster are known to its own server. Others a cache may know, but none of a label that was never asked.
  const isForeign = question !== undefined && !isInside(question, context.lab.cluster.dnsDomain);
  return {
    port,
    times: requestsFor(journey),
    asked: isForeign ? `${context.unique()}.${question}` : undefined,
  };
}

async function makeRequest({ probe }: VerifyContext, input: PathInput, journey: Journey, mark: Mark): Promise<Observation> {
  const { from } = journey;
  const at = clientAt(from, (name) => input.moment.pods.find((pod) => pod.name === name)?.app ?? '');
  if (!at) throw new TargetError(`nothing can be asked from ${placeName(from)}`, 'choose another place with --from');
  const client = await probe.exec(at, clientCommand(requestOf(journey, mark)), { timeoutSeconds: 60, urgent: true });
  if (hasAsked(client)) return client;
  const why = `${placeName(from)} could not ask: ${describeObservation(client)}`;
  // kubectl says so of an image without a shell.
  const hasNoProgram = [126, 127].includes(client.exitCode) || /executable file not found/.test(client.stderr);
  if (hasNoProgram) throw new TargetError(why, 'choose another place with --from, such as pod/NODE');
  throw new InconclusiveError(client, why);
}

function requestOf({ exchanges, target }: Journey, { port, times, asked }: Mark): ClientRequest {
  const question = exchanges.find((one) => one.question !== undefined);
  const connects = exchanges.some((one) => one.question === undefined);
  const type = /^dns:[^/]+\/(\S+)$/.exec(target)?.[1] ?? 'A';
  return {
    question: question && { name: asked ?? question.question!, type, port, plain: asked && question.question },
    connection: connects
      ? {
          url: /^https?:\/\//.test(target) ? target : `http://${target}/`,
          ports: Array.from({ length: times }, (_, index) => port + index),
        }
      : undefined,
  };
}

function heldAgainst(
  journey: Journey,
  { port, times, asked }: Mark,
  watches: readonly PlannedWatch[],
  files: readonly WatchedFiles[],
): { readonly traced: TracedJourney; readonly capture: Capture } {
  const capture = readCapture(watches.map((watch, index) => ({ watch, files: files[index]! })));
  const one = (exchange: Exchange): TracedExchange => {
    if (exchange.question !== undefined) return traceExchange(capture, exchange, { sourcePort: port, asked });
    const all = Array.from({ length: times }, (_, index) => traceExchange(capture, exchange, { sourcePort: port + index }));
    const shown = [brokeWanted, tookWanted, differs].map((is) => all.find((traced) => is(journey, traced)));
    return shown.find((traced) => traced !== undefined) ?? all[0]!;
  };
  return { capture, traced: { journey, exchanges: journey.exchanges.map(one) } };
}

const differs = (_journey: Journey, { comparison }: TracedExchange): boolean => comparison?.differences.length !== 0;

/** @throws InconclusiveError for a capture that does not show what it is to show: it would be a wrong picture */
function requireShown({ traced, capture, client }: Required<CapturedJourney>, { times }: Mark): void {
  const lossy = capture.places.find(({ lost = 0 }) => lost > 0);
  if (lossy && !isAsPredicted(traced))
    throw new InconclusiveError(
      client,
      `the capture at ${placeName(lossy.place)} lost ${lossy.lost} packets, so nobody knows what is missing; ask again`,
    );
  const { journey, exchanges } = traced;
  if (isAsPredicted(traced) && !tookWanted(journey, exchanges.at(-1)!))
    throw new InconclusiveError(
      client,
      `of ${times} requests none was answered by a pod of ${journey.wanted === 'same-node' ? 'the same' : 'another'} node; ask again`,
    );
}
