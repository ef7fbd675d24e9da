import { type Answers, requestAll } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';
import { commandOf } from './commands';
import { type Facts, learnFacts } from './facts';
import { judge } from './judge';
import { type Question, questionsOf } from './questions';
import type { Cell } from './reach-table';
import { shareLook } from './shared-look';

/** Everybody whom the caller must reach, or must not, is asked by one look. Who cannot be asked is missing from it alone. */
export async function checkWeb(context: VerifyContext, cell: Cell): Promise<Verdict> {
  const facts = await learnFacts(context);
  const asked = questionsOf(context.lab, cell, facts);
  const answers = await askAll(context, cell, facts);
  const missing = asked.flatMap((each) => ('missing' in each ? [each.missing] : []));
  if (missing.length > 0) return verdict(answers.seen, false, missing.join('; '));
  const judged = (asked as readonly Question[]).map((question) => ({ question, finding: judge(question, answers) }));
  const wrong = judged.filter(({ finding }) => !finding.ok);
  const told = (wrong.length > 0 ? wrong : judged).map(({ finding }) => finding.text);
  const command = facts.pasteable(
    cell.caller.from,
    commandOf((wrong[0] ?? judged[0]!).question.request, authorityAt(context, cell)),
  );
  const ok = wrong.length === 0 && judged.length > 0;
  const isOpen = cell.expected === 'closed' && wrong.some(({ finding }) => finding.text.endsWith('accepted a connection'));
  return { ok, evidence: told.join('; '), command, ...(isOpen && { final: true }) };
}

/** Nodes have the certificate of the lab's authority as kubeadm's. */
const authorityAt = ({ probe }: VerifyContext, { caller }: Cell): string | undefined =>
  caller.kind === 'node'
    ? '/etc/kubernetes/pki/ca.crt'
    : ['lan', 'outside'].includes(caller.kind)
      ? probe.files.caCertificate
      : undefined;

/** What is reached and what is closed are looked at apart: who waits for silence looks three times. */
function askAll(context: VerifyContext, cell: Cell, facts: Facts): Promise<Answers> {
  const { caller, expected } = cell;
  const includes = (other: Cell) =>
    other.caller.id === caller.id && other.expected === expected && other.caller.kind !== 'own-pods';
  return shareLook(context, cell, { key: `${expected} ${caller.id}`, includes }, (cells) => {
    const asked = cells.flatMap((other) => questionsOf(context.lab, other, facts));
    const requests = asked.flatMap((each) => ('missing' in each ? [] : [each.request]));
    return requestAll(context, caller.from, requests, facts.authority);
  });
}
