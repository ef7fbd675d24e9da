import { describeObservation, head, type VantagePoint } from '../../probe';
import { type Verdict, verdict, type VerifyContext } from '../../verify';

/** Connecting must fail: refused (curl's 7) or unanswered (28). Any connection at all refutes it, whatever is said over it. */
export async function checkClosed(context: VerifyContext, from: VantagePoint, url: string): Promise<Verdict> {
  const argv = [...head, '--connect-timeout', '5', '--max-time', '10', '-o', '/dev/null', '-w', '%{num_connects}', url];
  const seen = await context.probe.exec(from, argv);
  const connections = /^\d+$/.test(seen.stdout.trim()) ? Number(seen.stdout) : undefined;
  if (connections !== undefined && connections > 0)
    return { ...verdict(seen, false, `${url} accepted a connection`), final: true };
  const closed = connections === 0 && (seen.exitCode === 7 || seen.exitCode === 28);
  return verdict(seen, closed, closed ? `${url} ${seen.exitCode === 7 ? 'refused' : 'silent'}` : describeObservation(seen));
}
