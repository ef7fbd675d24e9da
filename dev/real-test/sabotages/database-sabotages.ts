import { governingService, type Lab, nodePodCidr, type Workload } from '../../../lib/model';
import { kubectl, replacedService, rolledOut } from './cluster-changes';
import { firewallRule, scripts } from './change-machine';
import { type Change, everyWorker, type Sabotage } from './sabotage';

/** The databases of the first StatefulSet. */
export const databaseSabotages = (lab: Lab): Sabotage[] =>
  lab.workloads
    .filter(({ kind }) => kind === 'postgres')
    .slice(0, 1)
    .flatMap((workload) => [...network(lab, workload), ...access(lab, workload), ...storage(lab, workload)]);

const podsOf = ({ name, replicas }: Workload): string[] => Array.from({ length: replicas }, (_, index) => `${name}-${index}`);

function network(lab: Lab, workload: Workload): Sabotage[] {
  const { name, replicas } = workload;
  const scale = (count: number) => kubectl('scale', 'statefulset', name, `--replicas=${count}`);
  const drop = (worker: (typeof lab.workers)[number]) =>
    firewallRule(worker, { chain: 'FORWARD', rule: `-d ${nodePodCidr(lab, worker)} -p tcp --dport 5432 -j DROP` });
  return [
    {
      id: 'database-cut-off',
      sentence: `No pod but ${name}'s own reaches its databases.`,
      ...everyWorker(lab, drop),
      turnsRed: [`reach.${name}.from-pod`],
    },
    {
      id: 'database-names-lost',
      sentence: `The headless Service of ${name} is deleted.`,
      ...replacedService(governingService(lab, workload), undefined),
      turnsRed: [`stateful-set.addresses.${name}`],
      within: 180,
    },
    {
      id: 'database-shrunk',
      sentence: `The StatefulSet ${name} has a pod less.`,
      break: [scale(replicas - 1)],
      repair: [scale(replicas), rolledOut(`statefulset/${name}`)],
      turnsRed: [`stateful-set.identities.${name}`],
    },
  ];
}

/** The file says who may log in, and from where (https://www.postgresql.org/docs/15/auth-pg-hba-conf.html). */
function hostRules(workload: Workload, expression: string): Change {
  const inPod = (script: string) => (pod: string) =>
    kubectl('exec', pod, '--', 'sh', '-ec', `rules=$PGDATA/pg_hba.conf\n${script}\nkill -HUP 1`);
  const broken = `[ -e "$rules.kept" ] || cp -a "$rules" "$rules.kept"\nsed '${expression}' "$rules.kept" >"$rules"`;
  const right = 'if [ -e "$rules.kept" ]; then cat "$rules.kept" >"$rules"; rm "$rules.kept"; fi';
  return { break: podsOf(workload).map(inPod(broken)), repair: podsOf(workload).map(inPod(right)) };
}

function access(lab: Lab, workload: Workload): Sabotage[] {
  const pod = podsOf(workload)[0]!;
  const psql = 'psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -U postgres';
  const right = `PGPASSWORD=$(cat "$POSTGRES_PASSWORD_FILE") ${psql}`;
  const inPod = (script: string) => kubectl('exec', pod, '--', 'sh', '-ec', script);
  return [
    {
      id: 'database-rules',
      sentence: `The databases of ${workload.name} let their own pods in and nobody else.`,
      ...hostRules(workload, 's/^host all all all .*/host all all samehost scram-sha-256\\nhost all all all reject/'),
      turnsRed: [`reach.${workload.name}.from-pod`],
    },
    {
      id: 'database-trusts',
      sentence: `The databases of ${workload.name} let everybody in, with any password.`,
      ...hostRules(workload, 's/scram-sha-256$/trust/'),
      turnsRed: [`stateful-set.refuses-wrong-password.${pod}`],
    },
    {
      id: 'database-password',
      sentence: `${pod} has another password than the lab's.`,
      break: [inPod(`${right} -c "ALTER ROLE postgres PASSWORD 'sabotage'"`)],
      // psql reads the password itself, so it is no argument of a program.
      repair: [
        inPod(`PGPASSWORD=sabotage ${psql} <<'END' || ${right} -c 'SELECT 1'
\\set password \`cat "$POSTGRES_PASSWORD_FILE"\`
ALTER ROLE postgres PASSWORD :'password';
END`),
      ],
      turnsRed: [`stateful-set.answers.${pod}`],
    },
  ];
}

/** Blocks that are kept and not written cost the host nothing. What root may write beyond them is written. */
const fill = `fallocate -l "$(($(df --output=avail -B1 /var/lib/lab | tail -n 1) - 4194304))" /var/lib/lab/sabotage-full
head -c 16M /dev/zero >/var/lib/lab/sabotage-fuller 2>/dev/null || true`;

function storage(lab: Lab, { name }: Workload): Sabotage[] {
  const worker = lab.workers[0]!;
  return [
    {
      id: 'disk-full',
      sentence: `The disk of ${worker.name}, where ${name}-0 keeps its data, is full.`,
      ...scripts(worker, fill, 'rm -f /var/lib/lab/sabotage-full /var/lib/lab/sabotage-fuller'),
      turnsRed: [`nodes.disk.${worker.name}`],
    },
  ];
}
