import type { Lab } from '../../../lib/model';
import { failed, type Outcome, said } from './outcome';

/** The database pods: each with its own rows, and a new uid after each deletion. */
export class FakeDatabases {
  private readonly rows: Map<string, Set<string> | undefined>;
  private readonly deaths = new Map<string, number>();
  private readonly first: string | undefined;
  /** A lab whose volumes do not last. */
  forgets = false;
  /** A lab whose pods share one volume. */
  shares = false;
  /** A lab that does not bring a deleted pod back. */
  staysAway = false;

  constructor({ workloads }: Lab) {
    const pods = workloads
      .filter(({ kind }) => kind === 'postgres')
      .flatMap(({ name, replicas }) => Array.from({ length: replicas }, (_, index) => `${name}-${index}`));
    this.first = pods[0];
    this.rows = new Map(pods.map((pod) => [pod, undefined]));
  }

  uid = (pod: string): string => `${pod}-life-${this.deaths.get(pod) ?? 0}`;

  restart(pod: string): Outcome {
    if (!this.staysAway) this.deaths.set(pod, (this.deaths.get(pod) ?? 0) + 1);
    if (this.forgets) this.rows.set(pod, undefined);
    return said(`pod "${pod}" deleted`);
  }

  lose(pod: string): void {
    this.rows.set(pod, undefined);
  }

  /** `sh -c SCRIPT HOST SQL` in a database's pod */
  query(argv: readonly string[], place: string): Outcome {
    const [script, host, sql] = argv.slice(-3) as [string, string, string];
    if (script.startsWith('PGPASSWORD=wrong'))
      return failed(2, 'psql: error: FATAL:  password authentication failed for user "postgres"');
    const pod = this.shares ? this.first! : host === '127.0.0.1' ? place : host.split('.')[0]!;
    if (sql === 'SELECT 40 + 2') return said('42');
    if (sql.startsWith('CREATE')) {
      const mark = /VALUES \('(.*)'\)/.exec(sql)![1]!;
      this.rows.set(pod, new Set([...(this.rows.get(pod) ?? []), mark]));
      return said('');
    }
    if (sql.startsWith('DROP')) {
      this.rows.set(pod, undefined);
      return said('');
    }
    const table = this.rows.get(pod);
    if (sql.includes('to_regclass')) return said(table ? 'f' : 't');
    if (!table) return failed(1, 'ERROR:  relation "lab_verify" does not exist');
    return said(table.has(/mark = '(.*)'/.exec(sql)![1]!) ? '1' : '0');
  }

  /** Whether any pod still has the table. */
  get isClean(): boolean {
    return [...this.rows.values()].every((table) => table === undefined);
  }
}
