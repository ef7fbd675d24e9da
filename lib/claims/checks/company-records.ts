import { companyName } from '../../model';
import { dig, type DigOptions, recordsOf, type VantagePoint } from '../../probe';
import { verdict, type Verdict, verdictOfAll, type VerifyContext } from '../../verify';
import { wrongResolver } from './dns-answers';

/** Every name in the company zone, and its address. */
const plannedNames = ({ lab }: VerifyContext) =>
  lab.dns.records.map((record) => ({ name: companyName(lab, record), address: String(record.address) }));

/** Every address of the reverse zone, and its name: the first of those it has. */
function plannedAddresses({ lab }: VerifyContext) {
  const inside = lab.dns.records.filter(({ address }) => lab.network.cidr.contains(address));
  const first = inside.filter(({ address }, index) => inside.findIndex((other) => other.address.equals(address)) === index);
  return first.map((record) => ({ address: String(record.address), name: companyName(lab, record) }));
}

/** Every name of the company zone has its planned address. */
export function checkForward(context: VerifyContext, from: VantagePoint, options: DigOptions = {}): Promise<Verdict> {
  const planned = plannedNames(context).map(({ name, address }) => ({ question: { name }, asked: name, expected: address }));
  return compare(context, from, 'A', planned, options);
}

/** Every address of the reverse zone has its planned name. */
export function checkReverse(context: VerifyContext, from: VantagePoint, options: DigOptions = {}): Promise<Verdict> {
  const planned = plannedAddresses(context).map(({ name, address }) => ({
    question: { addressOf: address },
    asked: address,
    expected: name,
  }));
  return compare(context, from, 'PTR', planned, options);
}

/** Reply by reply, what was asked for and the one record it must give. */
async function compare(
  context: VerifyContext,
  from: VantagePoint,
  type: string,
  planned: readonly { readonly question: Parameters<typeof dig>[2][number]; readonly asked: string; readonly expected: string }[],
  options: DigOptions,
): Promise<Verdict> {
  const questions = planned.map(({ question }) => question);
  const { replies, seen } = await dig(context, from, questions, options);
  const stray = wrongResolver(context.lab, from, replies[0]!.server);
  if (stray) return verdict(seen, false, stray);
  const results = planned.map(({ asked, expected }, index) => {
    const found = recordsOf(replies[index]!, type).join(', ') || replies[index]!.status;
    return { ok: found === expected, text: `${asked} is ${found}${found === expected ? '' : `, expected ${expected}`}` };
  });
  return verdictOfAll(seen, results);
}
