import type { Lab } from '../../model';
import { hasPage, isFound } from '../external-name-claims';
import { type Caller, callersOf, type Destination, destinationsOf, isDatabase } from './places';
import { type Rule, rules, type Way } from './rules';

/** One cell of the table: who asks whom, and what must come of it. */
export interface Cell {
  readonly destination: Destination;
  readonly caller: Caller;
  readonly expected: 'reached' | 'closed' | 'empty';
  /** Empty where claims of other topics ask, or nobody does. */
  readonly ways: readonly Way[];
  /** Ids of the claims that show it. */
  readonly claims: readonly string[];
  /** Why nothing is asked, or not everything. Default: everything is. */
  readonly because?: string;
}

/** Who asks whom in a lab: every destination from every place. */
export const reachTable = (lab: Lab): readonly Cell[] =>
  destinationsOf(lab).flatMap((destination) =>
    callersOf(lab, destination).map((caller) =>
      cellOf(destination, caller, particular(lab, destination, caller) ?? rules[destination.kind][caller.kind]),
    ),
  );

function cellOf(destination: Destination, caller: Caller, rule: Rule): Cell {
  const common = { destination, caller, expected: rule.expected };
  if ('because' in rule) return { ...common, ways: [], claims: [], because: rule.because };
  if ('shownBy' in rule) return { ...common, ways: [], claims: rule.shownBy(destination) };
  return { ...common, ways: rule.ways, claims: [`reach.${destination.id}.${caller.id}`], ...(rule.not && { because: rule.not }) };
}

/** What follows from the definition instead of the kinds alone. */
function particular(lab: Lab, { kind, ...rest }: Destination, caller: Caller): Rule | undefined {
  if (!('service' in rest)) return undefined;
  const { service } = rest;
  const general = rules[kind][caller.kind];
  if (service.type === 'ExternalName' && general.expected === 'reached') {
    if (!isFound(lab, service.externalName))
      return { expected: 'empty', because: 'whoever CoreDNS asks knows no name of the company’s' };
    if (!hasPage(lab, service.externalName)) return { expected: 'empty', because: 'its target has no web page' };
  }
  // A database's pod has a client of its own, which speaks for itself.
  if (caller.kind === 'own-pods' && isDatabase(lab, service) && 'ways' in general)
    return { expected: 'reached', ways: service.type === 'Headless' ? ['name'] : general.ways };
  return undefined;
}
