import { table } from '../../lib/report';
import { describeVantagePoint } from '../../lib/probe';
import type { Claim, Language } from '../../lib/verify';
import { placeNames } from '../../operations/claim-choice';
import { json } from '../forms';

/** What is told of claims without looking, by form. */
export const listForms = (language: Language): Readonly<Record<string, (claims: readonly Claim[]) => string>> => ({
  table: (claims) => table(['claim', 'seen from', 'runs', 'sentence'], claims.map(listRow(language))),
  json: (claims) => json(claims.map(listEntry)),
});

const listRow =
  (language: Language) =>
  (claim: Claim): string[] => [claim.id, describeVantagePoint(claim.from), runs(claim), claim.sentence[language]];

const listEntry = (claim: Claim): object => {
  const { id, topic, sentence, from, lookAt } = claim;
  // The name is what `--from` takes for this place alone.
  return { id, topic, sentence, from: placeNames(from).at(-1), runs: runs(claim), lookAt };
};

/** How a claim runs that is not simply looked at beside the others. */
const runs = ({ changes, disruptive }: Claim): string => (disruptive ? 'with --all' : changes ? `changes ${changes}` : '');
