import type { DefinitionProblem } from '../problem';
import type { Lab } from '../lab';
import { addressRules } from './addresses';
import { sizeRules } from './sizes';
import { dnsRules } from './dns';
import { nameRules } from './names';
import { rangeRules } from './ranges';
import { reservedNameRules } from './reserved';
import { serviceRules } from './services';

export { warnings } from './warnings';

/** Checks a resolved lab as a whole. Returns every problem, empty when there is none. */
export const checkRules = (lab: Lab): DefinitionProblem[] =>
  [rangeRules, addressRules, nameRules, reservedNameRules, serviceRules, dnsRules, sizeRules].flatMap((rules) => rules(lab));
