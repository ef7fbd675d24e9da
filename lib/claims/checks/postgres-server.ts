import { describeObservation, type VantagePoint } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';

/**
 * PostgreSQL's question whether it speaks TLS, which it answers before any password with one letter, S or N
 * (https://www.postgresql.org/docs/15/protocol-flow.html, SSLRequest). `$0` is the host, `$1` the port.
 */
const question = String.raw`exec 3<>"/dev/tcp/$0/$1" && printf '\0\0\0\10\4\322\26\57' >&3 && head -c 1 <&3`;

/** A PostgreSQL server answers at this address. Which one does not show without a password. */
export async function checkPostgres(context: VerifyContext, from: VantagePoint, host: string, port: number): Promise<Verdict> {
  const seen = await context.probe.exec(from, ['timeout', '20', 'bash', '-c', question, host, String(port)]);
  const answer = seen.stdout.trim();
  const ok = seen.exitCode === 0 && (answer === 'N' || answer === 'S');
  const evidence = ok ? `PostgreSQL answers at ${host}:${port}` : describeObservation(seen);
  return verdict(seen, ok, evidence);
}
