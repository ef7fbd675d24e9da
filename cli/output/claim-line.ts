import { printableText } from '../../lib/report/printable';
import { formatDuration } from '../../lib/report/times';
import { markOf } from '../../lib/verify';
import type { DecidedClaim } from '../../operations/events';

/** A claim in one line, as soon as it is decided: `12/143 ✔ nodes.ready.worker-1 (1.2 s)`. What is not plainly true says what was seen. */
export function claimLine({ claim, ok, evidence, milliseconds, failedLooks, notAsked, finished, total }: DecidedClaim): string {
  const said = `${finished}/${total} ${markOf({ ok, notAsked })} ${claim} (${formatDuration(milliseconds)})`;
  return ok && failedLooks === 0 && !notAsked ? said : `${said}: ${oneLine(evidence)}`;
}

/** A claim that is looked at once more. */
export const doubtLine = ({ claim, evidence }: Pick<DecidedClaim, 'claim' | 'evidence'>): string =>
  `? ${claim} is looked at once more, alone: ${oneLine(evidence)}`;

const oneLine = (text: string): string => printableText(text).replace(/\s+/g, ' ').trim();
