import { labError } from '../host/user-error';
import { claimsOf } from '../lib/claims';
import type { Lab } from '../lib/model';
import type { Report } from '../lib/verify';
import type { Context } from './context';
import { lookAtLab } from './look-at-lab';

/** What a quick check showed. All of it was true. */
export interface QuickCheck {
  /** How many claims it looked at. */
  readonly claims: number;
  /** What they were about, in words. */
  readonly about: readonly string[];
  readonly milliseconds: number;
}

/** What is looked at, and how its claims are called. */
const parts: readonly (readonly [about: string, isOfIt: (id: string, lab: Lab) => boolean])[] = [
  ['every node is Ready', (id) => id.startsWith('nodes.ready.')],
  ['the clock of every machine is right', (id) => id.startsWith('nodes.clock.')],
  ['the company’s names are answered', (id) => id === 'dns.company-forward'],
  ['outside users reach the load balancer', (id, lab) => waysIn(lab).includes(id)],
];

/** The claims that an outside user reaches a port: its name stands in the id, behind `port` where it has a meaning of its own there. */
const waysIn = ({ services }: Lab): string[] =>
  services
    .filter((service) => service.type === 'LoadBalancer')
    .flatMap(({ name, ports }) =>
      ports.flatMap((port) => ['', 'port.'].map((way) => `load-balancer.${way}${port.name}.${name}`)),
    );

/** The claims of a quick check, and what they are about. A lab has not all of them. */
export function quickClaims(lab: Lab): Pick<QuickCheck, 'about'> & { readonly ids: readonly string[] } {
  const looking = claimsOf(lab).filter(({ changes, disruptive }) => !changes && !disruptive);
  const found = parts.map(([about, isOfIt]) => [about, looking.map(({ id }) => id).filter((id) => isOfIt(id, lab))] as const);
  const some = found.filter(([, ids]) => ids.length > 0);
  return { about: some.map(([about]) => about), ids: some.flatMap(([, ids]) => ids) };
}

/**
 * Looks at the few things that show that a lab works as a whole. Seconds, where `verify` takes minutes.
 * @throws a lab fault that names what is not true
 */
export async function quickCheck(context: Context): Promise<QuickCheck> {
  const { about, ids } = quickClaims(context.lab);
  const { report, milliseconds } = await lookAtLab(context, { only: ids });
  const wrong = falseClaims(report);
  if (wrong.length === 0) return { claims: ids.length, about, milliseconds };
  throw labError(
    `the machines run, and the quick check finds ${wrong.length} of ${ids.length} claims not true:\n${wrong.join('\n')}`,
    {
      remedy: './lab verify looks at everything',
    },
  );
}

const falseClaims = (report: Report): string[] =>
  report.claims.filter(({ ok }) => !ok).map(({ id, evidence }) => `  ${id}: ${evidence}`);
