import type { Lab } from '../../model';
import { type Answers, type Pod, requestAll, type WebRequest } from '../../probe';
import { type Finding, verdict, type Verdict, type VerifyContext } from '../../verify';
import { type PodService, protocolOf } from '../checks/service-port';
import { requestsFor } from '../checks/spread';
import { commandOf } from './commands';
import { type Facts, learnFacts } from './facts';
import { shown } from './judge';
import { checkOwnDatabases } from './own-databases';
import { isDatabase, mostOwnPods } from './places';
import type { Cell } from './reach-table';
import { shareLook } from './shared-look';
import { isOfPod, type Target, targetsOf } from './targets';

/** The test server's own port, at which it is told to dial (`/dial` of agnhost netexec). */
const serverPort = 8080;

/** The server makes the requests of one dial one after the other, five seconds each at most, so that many would outlast their time. */
const sideBySide = 4;

/** A pod that dials, and whom it must get. */
interface Dial {
  readonly request: WebRequest;
  readonly pod: string;
  /** `10.96.0.100:80` */
  readonly at: string;
  /** Every answer must be of these, and one of `includes`: through its Service a pod gets itself, too. */
  readonly among: readonly string[];
  readonly includes: string;
}

/**
 * The pods behind a Service ask it themselves. The packet that comes back to its own pod (hairpin) is the one that a bridge or a node's
 * rules lose.
 */
export async function checkOwnPods(context: VerifyContext, cell: Cell): Promise<Verdict> {
  const service = podServiceOf(cell);
  if (!service) throw new Error(`${cell.destination.id} has no pods`);
  const facts = await learnFacts(context);
  if (isDatabase(context.lab, service)) return checkOwnDatabases(context, cell, service, facts);
  const answers = await dialAll(context, cell, facts);
  const dials = dialsOf(context.lab, cell, service, facts);
  if ('missing' in dials) return verdict(answers.seen, false, dials.missing);
  const judged = dials.value.map((dial) => ({ dial, finding: judgeDial(dial, answers) }));
  const wrong = judged.filter(({ finding }) => !finding.ok);
  const told = (wrong.length > 0 ? wrong : judged).map(({ finding }) => finding.text).join('; ');
  const first = (wrong[0] ?? judged[0])?.dial;
  const command = first ? facts.pasteable(cell.caller.from, commandOf(first.request)) : answers.seen.command;
  return { ok: wrong.length === 0 && judged.length > 0, evidence: told || 'nothing was asked', command };
}

function podServiceOf({ destination }: Cell): PodService | undefined {
  const service = 'service' in destination ? destination.service : undefined;
  return service?.type === 'ExternalName' ? undefined : service;
}

/** All Services' pods dial in one look, which their claims share. */
function dialAll(context: VerifyContext, cell: Cell, facts: Facts): Promise<Answers> {
  const includes = ({ caller, ways }: Cell) => caller.kind === 'own-pods' && ways.length > 0;
  return shareLook(context, cell, { key: 'dials of own pods', includes }, (cells) => {
    const requests = cells.flatMap((each) => {
      const service = podServiceOf(each);
      if (!service || isDatabase(context.lab, service)) return [];
      const dials = dialsOf(context.lab, each, service, facts);
      return 'missing' in dials ? [] : dials.value.map(({ request }) => request);
    });
    const from = cells.find(({ caller }) => caller.from.at === 'pod')!.caller.from;
    return requestAll(context, from, requests);
  });
}

function dialsOf(
  lab: Lab,
  cell: Cell,
  service: PodService,
  facts: Facts,
): { readonly value: readonly Dial[] } | { readonly missing: string } {
  const pods = facts.readyPods(service.workload);
  if (pods.length === 0) return { missing: `no pod of ${service.workload} is ready` };
  const dials: Dial[] = [];
  for (const way of cell.ways) {
    const targets = targetsOf(lab, cell, service, way, facts);
    if ('missing' in targets) return targets;
    const http = targets.value.filter(({ spoken }) => protocolOf(lab, service, spoken) === 'http');
    for (const pod of pods.slice(0, mostOwnPods))
      dials.push(...http.filter((target) => isOfPod(lab, pod, target)).map((target) => dial(pod, target, pods)));
  }
  return { value: dials.map((each, index) => withKey(each, `${cell.destination.id}~${index}`)) };
}

const withKey = (dial: Dial, key: string): Dial => ({ ...dial, request: { ...dial.request, key } });

function dial(pod: Pod, { host, port, among }: Target, pods: readonly Pod[]): Dial {
  const names = pods.map(({ name }) => name);
  const all = among ? 1 : requestsFor(names.length);
  const times = Math.min(all, sideBySide);
  const question = `host=${host}&port=${port}&protocol=http&request=hostname&tries=${Math.ceil(all / times)}`;
  const url = `http://${pod.address}:${serverPort}/dial?${question}`;
  const includes = among?.[0] ?? pod.name;
  return { request: { kind: 'web', key: '', url, times }, pod: pod.name, at: `${host}:${port}`, among: among ?? names, includes };
}

function judgeDial({ request, pod, at, among, includes }: Dial, { of }: Answers): Finding {
  const answers = of(request);
  const finding = (ok: boolean, text: string): Finding => ({ ok, text: `${pod} at ${at}: ${text}` });
  if (answers.length === 0) return finding(false, `${shown(request)} was not asked`);
  const failed = answers.find(({ exit }) => exit !== 0);
  if (failed) return finding(false, failed.trouble);
  const dials = answers.map(({ body }) => readDial(body));
  const [responses, errors] = [dials.flatMap((each) => each.responses ?? []), dials.flatMap((each) => each.errors ?? [])];
  const stranger = responses.find((name) => !among.includes(name));
  if (errors.length > 0) return finding(false, `${errors.length} connections failed, ${errors[0]}`);
  if (stranger !== undefined) return finding(false, `answered by ${stranger}, which is none of ${among.join(', ')}`);
  if (!responses.includes(includes)) return finding(false, `${includes} answered none of ${responses.length} requests`);
  return finding(true, `answered by ${[...new Set(responses)].sort().join(' and ')}`);
}

function readDial(body: string): { readonly responses?: readonly string[]; readonly errors?: readonly string[] } {
  try {
    return JSON.parse(body) as ReturnType<typeof readDial>;
  } catch {
    return { errors: [`it said ${body.slice(0, 80) || 'nothing'}`] };
  }
}
