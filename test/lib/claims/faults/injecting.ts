import type { VantagePoint } from '../../../../lib/probe';
import type { Asked, FakeLab } from '../../fake-lab/fake-lab';
import type { FaultyLab } from '../faults';
import { failed, type Outcome, said } from '../../fake-lab/outcome';

/** What `runs` calls a place: `lan`, `pod worker-1`, `machine name-server`, `workload db-0`, `kubectl`. */
export function placeOf(from: VantagePoint | 'kubectl'): string {
  if (from === 'kubectl') return 'kubectl';
  switch (from.at) {
    case 'pod':
      return `pod ${from.node}`;
    case 'machine':
      return `machine ${from.name}`;
    case 'workload':
      return `workload ${from.pod}`;
    default:
      return from.at;
  }
}

type Matcher = (asked: Asked) => boolean;
type Injection = Parameters<FakeLab['inject']>[1];

/** A command that holds these words, at a place. */
export const runs =
  (text: string | RegExp, place?: string): Matcher =>
  (asked) =>
    (typeof text === 'string' ? asked.line.includes(text) : text.test(asked.line)) &&
    (place === undefined || placeOf(asked.from) === place);

/** A list of the Kubernetes API's objects. */
export const lists = (kind: string): Matcher => runs(new RegExp(`^get ${kind}( |$)`), 'kubectl');

/** One of the questions of a dig. */
export const asks =
  (text: string, place?: string): Matcher =>
  (asked) =>
    asked.argv[0] === 'dig' && ` ${asked.line} `.includes(` ${text} `) && (place === undefined || placeOf(asked.from) === place);

/** One of the URLs of a curl. */
export const visits =
  (url: string, place: string): Matcher =>
  (asked) =>
    asked.argv[0] === 'curl' && asked.line.includes(` ${url}`) && placeOf(asked.from) === place;

/** A curl of the URL that trusts the lab's CA alone. */
export const verifies =
  (url: string, place: string): Matcher =>
  (asked) =>
    visits(url, place)(asked) && asked.argv.includes('/lab/ca.crt');

export const replacing =
  (search: string | RegExp, put: string): Injection =>
  (truth) => ({ ...truth, stdout: truth.stdout.replace(search, put) });

/** Leaves out the first record in a dig's answers whose owner's name begins so. */
export const withoutRecord = (name: string): Injection => replacing(new RegExp(`^ *- '${name}\\S* \\d+ IN .*$`, 'm'), '');

export const answering = (text: string) => () => said(text);
export const failing =
  (exitCode: number, stderr: string, stdout = '') =>
  () =>
    failed(exitCode, stderr, stdout);

/** Changes the JSON that was printed. */
export const json =
  // The API's objects are deep and a fault may be anywhere in them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  (change: (value: any) => void) =>
    (truth: Outcome): Outcome => {
      const value = JSON.parse(truth.stdout);
      change(value);
      return said(JSON.stringify(value));
    };

/** Changes one object of a list. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export const item = (name: string, change: (value: any) => void) =>
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  json((list) => change(list.items.find((found: any) => found.metadata.name === name)));

/** Every answer is of one pod. */
export const onePod: Injection = (truth) => {
  const names = truth.stdout.split('\n');
  return { ...truth, stdout: names.map(() => names[0]).join('\n') };
};

export const faulty = (fails: string, fault: string, matcher: Matcher, injection: Injection): FaultyLab => ({
  fails,
  fault,
  inject: (fake) => fake.inject(matcher, injection),
});

/** Claims of the table of reach about a Service of the default topology. A caller `pod` or `node` stands for the one on each node. */
export const reachOf = (service: string, ...callers: readonly string[]): string[] =>
  callers.flatMap((caller) =>
    caller === 'pod' || caller === 'node'
      ? ['control-plane', 'worker-1', 'worker-2'].map((node) => `reach.${service}.from-${caller}.${node}`)
      : [`reach.${service}.from-${caller}`],
  );
