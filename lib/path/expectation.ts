import type { Lab, Service } from '../model';
import { serviceChain } from './chain-name';
import { everyWay } from './exchange';
import type { Refusal } from './hop';
import { endOf, type Journey, type Unexpected } from './journey';
import { podsBehind } from './journey-parts';
import { placeName } from './place';
import type { PathInput } from './path-input';

/** A journey with the reason why the lab as it is now ends it another way than the lesson says, where it does. */
export function withExpectation(input: PathInput, journey: Journey): Journey {
  if (journey.expects === undefined) return journey;
  const unexpected =
    journey.exchanges.length === 0
      ? noClient(journey)
      : (otherEnd(input, journey) ?? (journey.expects === 'answered' ? missingPods(input, journey) : undefined));
  return unexpected ? { ...journey, unexpected } : journey;
}

const noClient = ({ from }: Journey): Unexpected => {
  const node = from.kind === 'pod' ? from.node : placeName(from);
  return {
    place: placeName(from),
    text: {
      en: `No toolbox pod is ready on ${node}, so nobody is there to ask.`,
      ko: `${node} 노드에 준비된 toolbox 파드가 없어 요청할 곳이 없다.`,
    },
    lookAt: './lab kubectl get pods -l app=toolbox -o wide',
  };
};

/** The first exchange with a way that ends as it should not: what comes after it waits for it. */
function otherEnd(input: PathInput, { exchanges, expects }: Journey): Unexpected | undefined {
  for (const exchange of exchanges) {
    const wanted = exchange === exchanges.at(-1) ? expects : 'answered';
    const ways = wanted === 'answered' ? everyWay(exchange) : exchange.ways;
    // What servers of the internet do is not the lab's.
    const other = ways.find((way) => endOf(way) !== wanted && way.refusal?.place.kind !== 'internet');
    if (other) return described(input.lab, other.refusal ?? other.lostAnswer, placeName(other.request.at(-1)!.place));
  }
  return undefined;
}

function described(lab: Lab, refusal: Refusal | undefined, end: string): Unexpected {
  if (!refusal)
    return {
      place: end,
      text: { en: `${end} answers, and nothing should.`, ko: `아무것도 응답하지 않아야 하지만 ${end}이(가) 응답한다.` },
      lookAt: './lab kubectl get services,pods -o wide',
    };
  const place = placeName(refusal.place);
  const service = lab.services.find(({ name }) => name === refusal.port?.service);
  if (refusal.port && refusal.reason.endsWith('has no endpoints')) return noEndpoint(place, refusal.port, appOf(service));
  return {
    place,
    text: { en: `${place} ends it: ${refusal.reason}.`, ko: `${place}에서 끝난다: ${refusal.reason}.` },
    lookAt: refusal.port ? lookAtPods(refusal.port.service, appOf(service)) : './lab kubectl get services,pods -A -o wide',
  };
}

/** The label `app` of the pods behind a Service of the definition. Undefined: it is CoreDNS'. */
const appOf = (service: Service | undefined): string | undefined =>
  service && 'workload' in service ? service.workload : undefined;

function noEndpoint(place: string, port: NonNullable<Refusal['port']>, app: string | undefined): Unexpected {
  const [who, chain] = [app ?? port.service, serviceChain('SVC', port)];
  return {
    place,
    text: {
      en: `${who} has no ready pod, so ${chain} has no endpoint.`,
      ko: `${who}에 준비된 파드가 없어 ${chain}에 엔드포인트가 없다.`,
    },
    lookAt: lookAtPods(port.service, app),
  };
}

const lookAtPods = (service: string, app: string | undefined): string =>
  app === undefined
    ? `./lab kubectl -n kube-system get pods -l k8s-app=${service} -o wide`
    : `./lab kubectl get pods -l app=${app} -o wide; ./lab kubectl get endpointslices -l kubernetes.io/service-name=${service}`;

/** Fewer ready pods than the definition has. */
function missingPods(input: PathInput, { service: name, target }: Journey): Unexpected | undefined {
  const service = input.lab.services.find((one) => one.name === name);
  const app = appOf(service);
  const workload = input.lab.workloads.find((one) => one.name === app);
  if (!service || app === undefined || !workload) return undefined;
  const ready = podsBehind(input, app).length;
  const named = service.type === 'Headless' && !target.startsWith(`${service.name}:`) ? target.split('.')[0] : undefined;
  const own = input.moment.pods.find((pod) => pod.name === named);
  if (named !== undefined ? own?.ready : ready >= workload.replicas) return undefined;
  const waiting = input.moment.pods.find((pod) => pod.app === app && pod.namespace === 'default' && !pod.ready)?.name;
  return {
    place: named ?? service.name,
    text: named !== undefined ? namedMissing(named) : fewer(input, service, app, { ready, all: workload.replicas, waiting }),
    lookAt: `${lookAtPods(service.name, app)}${waiting ? `; ./lab kubectl describe pod ${waiting}` : ''}`,
  };
}

const namedMissing = (pod: string) => ({
  en: `${pod} is not ready, so its name has no address.`,
  ko: `${pod} 파드가 준비되지 않아 그 이름에 주소가 없다.`,
});

interface Count {
  readonly ready: number;
  readonly all: number;
  /** A pod that is there and not ready. */
  readonly waiting?: string;
}

function fewer(input: PathInput, service: Service, app: string, { ready, all, waiting }: Count): Unexpected['text'] {
  const port = input.ports.find((one) => one.namespace === 'default' && one.service === service.name);
  const [en, ko] = port
    ? [`${serviceChain('SVC', port)} leads`, `${serviceChain('SVC', port)}은(는)`]
    : [`the name ${service.name} leads`, `${service.name} 이름은`];
  if (ready === 0)
    return {
      en: `${app} has no ready pod, so ${port ? `${serviceChain('SVC', port)} has no endpoint` : `the name ${service.name} has no address`}.`,
      ko: `${app}에 준비된 파드가 없어 ${port ? `${serviceChain('SVC', port)}에 엔드포인트가` : `${service.name} 이름에 주소가`} 없다.`,
    };
  return {
    en: `${waiting ? `pod ${waiting} is not ready` : `${app} has fewer pods than ${all}`}, so ${en} to ${ready} of ${all}.`,
    ko: `${waiting ? `파드 ${waiting}이(가) 준비되지 않아` : `${app}의 파드가 ${all}개보다 적어`} ${ko} ${all}개 가운데 ${ready}개로만 이어진다.`,
  };
}
