import { closestName, IpAddress, servedPorts } from '../model';
import {
  addressesOf,
  byAddress,
  byName,
  firstToolbox,
  fullName,
  type Journey,
  journeys,
  type PathInput,
  type Place,
  placeName,
  questions,
  serviceTarget,
  withExpectation,
} from '../path';
import { placeNamed } from './place-named';
import { TargetError } from './target-error';

/**
 * The journey that a user asks for: by the name of one that the lab has, or by what is to be asked: `http://192.168.56.60/hostname`,
 * `192.168.56.60:80`, a Service, a pod, `dns:github.com/A`.
 * @param from the name of the place that asks. Default: what shows something @throws TargetError for what there is not
 */
export function journeyTo(input: PathInput, text: string, from?: string): Journey {
  const known = journeys(input.lab, input.moment).find(({ id }) => id === text);
  if (known && from === undefined) return known;
  const place = from === undefined ? undefined : placeNamed(input, from);
  const target = known?.target ?? text;
  if (target.startsWith('dns:')) return question(input, target, place);
  return named(input, target, place) ?? address(input, target, place);
}

function question(input: PathInput, target: string, from = clientOf(input)): Journey {
  const [name = '', type] = target.slice('dns:'.length).split('/');
  if (!/^[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?$/i.test(name))
    throw new TargetError(`${target}: "${name}" is no DNS name`, 'write dns:NAME or dns:NAME/TYPE, such as dns:github.com/A');
  if (type !== undefined && !/^[A-Z]{1,10}$/.test(type))
    throw new TargetError(`${target}: "${type}" is no type of record`, 'use a type such as A, AAAA, SRV or TXT');
  const whole = fullName(input, from, name.replace(/\.$/, '').toLowerCase());
  const exchanges = questions(input, from, whole);
  if (exchanges.length === 0)
    throw new TargetError(
      `${target}: the lab does not tell which name server ${placeName(from)} asks`,
      'ask from a pod, a machine or lan',
    );
  // The definition tells of addresses alone.
  const told = type === undefined || type === 'A' ? exchanges : exchanges.map((one) => ({ ...one, reply: undefined }));
  return journey(from, target, told, `for the name ${whole}`);
}

/** A Service or a pod by its name. */
function named(input: PathInput, name: string, from?: Place): Journey | undefined {
  const { lab, moment } = input;
  const service = lab.services.find((one) => one.name === name);
  if (service) {
    const found = serviceTarget(input, service, from);
    if (!found)
      throw new TargetError(
        `the Service ${name} has no address that is known, or no toolbox is ready to ask`,
        './lab kubectl get services,pods shows why',
      );
    const asked = journey(found.from, found.target, found.exchanges, name);
    // Where the lesson asks a Service of this type from, it is answered.
    return from ? asked : withExpectation(input, { ...asked, expects: 'answered', service: name });
  }
  const pod = moment.pods.find((one) => one.name === name);
  if (!pod) return undefined;
  const kind = lab.workloads.find((one) => one.name === pod.app)?.kind;
  const port = kind ? servedPorts[kind][0]?.targetPort : undefined;
  if (port === undefined)
    throw new TargetError(`the lab does not tell on which port the pod ${name} listens`, `say it: ${pod.address}:PORT`);
  const client = from ?? clientOf(input);
  return journey(client, `${pod.address}:${port}`, byAddress(input, client, pod.address, port), name);
}

/** `http://HOST[:PORT]/PATH` or `HOST:PORT`. */
function address(input: PathInput, target: string, asked?: Place): Journey {
  const { host, port } = hostAndPort(input, target);
  const isAddress = isIpv4(target, host);
  const from: Place = asked ?? (isAddress && isPublished(input, host) ? { kind: 'outside' } : clientOf(input));
  if (isAddress) return journey(from, target, byAddress(input, from, host, port), target);
  const whole = fullName(input, from, host);
  const exchanges = byName(input, from, whole, port);
  if (exchanges.length > 0) return journey(from, target, exchanges, target);
  throw new TargetError(
    `${target}: the lab does not tell an address of ${addressesOf(input, whole).length === 0 ? whole : host}`,
    'use an address, or dns:NAME to see the question alone',
  );
}

const defaultPorts: Readonly<Record<string, number>> = { http: 80, https: 443 };

function hostAndPort(input: PathInput, target: string): { host: string; port: number } {
  const [, scheme, host = '', port] = /^(?:(https?):\/\/)?([a-z0-9.-]+)(?::(\d{1,5}))?(?:\/\S*)?$/i.exec(target) ?? [];
  const number = port === undefined ? defaultPorts[scheme?.toLowerCase() ?? ''] : Number(port);
  if (host !== '' && number !== undefined && number >= 1 && number <= 65535) return { host: host.toLowerCase(), port: number };
  const known = [
    ...journeys(input.lab, input.moment).map(({ id }) => id),
    ...input.lab.services.map(({ name }) => name),
    ...input.moment.pods.map(({ name }) => name),
  ];
  const nearest = closestName(target, known);
  throw new TargetError(
    `there is no journey, Service or pod "${target}", and it is no URL, HOST:PORT or dns:NAME`,
    `${nearest ? `did you mean ${nearest}? ` : ''}./lab trace --list names the journeys`,
  );
}

/** @throws TargetError for four numbers that are no address */
function isIpv4(target: string, host: string): boolean {
  if (!/^\d+(\.\d+){3}$/.test(host)) return false;
  try {
    return String(IpAddress.parse(host)) === host;
  } catch (error) {
    throw new TargetError(
      `${target}: ${error instanceof Error ? error.message : host}`,
      'write an IPv4 address such as 192.168.56.60',
    );
  }
}

const isPublished = ({ lab: { network } }: PathInput, host: string): boolean => network.cidr.contains(IpAddress.parse(host));

function clientOf(input: PathInput): Place {
  const found = firstToolbox(input);
  if (!found)
    throw new TargetError('no toolbox pod is ready to ask from', 'choose a place with --from, or see ./lab kubectl get pods');
  return found;
}

const journey = (from: Place, target: string, exchanges: Journey['exchanges'], what: string): Journey => ({
  id: target,
  sentence: { en: `${placeName(from)} asks ${what}.`, ko: `${placeName(from)}에서 ${what}에 접속한다.` },
  from,
  target,
  exchanges,
});
