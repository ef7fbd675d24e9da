import { apiEndpoint, type Lab, type Machine } from '../model';
import { describeObservation, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';

const topic = 'safety' as const;
const on = ({ name }: Machine): VantagePoint => ({ at: 'machine', name });
const authority = '/etc/kubernetes/pki/ca.crt';

/** What root on a worker can do with what lies there: students are root, and a worker may be taken over. */
export const workerCredentialClaims = (lab: Lab): Claim[] =>
  lab.workers.flatMap((worker) => [nodeRestriction(lab, worker), joinToken(lab, worker)]);

/** https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#noderestriction */
function nodeRestriction(lab: Lab, worker: Machine): Claim {
  const { name } = worker;
  return {
    id: `safety.node-restriction.${name}`,
    topic,
    sentence: {
      en: `kubelet's own credentials on ${name} are good for ${name} alone: not for other nodes, nor for Secrets of other pods.`,
      ko: `${name} 노드의 kubelet 자격 증명은 ${name} 노드에만 쓸 수 있다. 다른 노드를 바꾸거나 다른 파드의 시크릿을 읽을 수 없다.`,
    },
    from: on(worker),
    ...eventually,
    lookAt: `./lab kubectl auth can-i --list --as=system:node:${name} --as-group=system:nodes`,
    check: (context) => checkRestriction(context, lab, worker),
  };
}

interface Attempt {
  /** In words, for evidence. */
  readonly what: string;
  readonly path: string;
  /** A label to set; the object is only read without. Nothing is changed: the request is a dry run. */
  readonly label?: string;
  readonly status: number;
}

/** The first shows that the credentials are accepted at all; the others must be refused. */
const attempts = (lab: Lab, { name }: Machine): Attempt[] => [
  { what: 'reads its own node', path: `nodes/${name}`, status: 200 },
  { what: 'labels another node', path: `nodes/${lab.controlPlane.name}`, label: 'lab-verify', status: 403 },
  // Labels that say which pods may come to a node; the node itself must not choose them.
  { what: 'labels itself as isolated', path: `nodes/${name}`, label: 'node-restriction.kubernetes.io/lab-verify', status: 403 },
  { what: 'reads a Secret of no pod on it', path: 'namespaces/kube-system/secrets/lab-verify', status: 403 },
];

async function checkRestriction(context: VerifyContext, lab: Lab, worker: Machine): Promise<Verdict> {
  const planned = attempts(lab, worker);
  const requests = planned.flatMap((attempt, index) => [...(index > 0 ? ['--next'] : []), ...request(lab, attempt)]);
  const seen = await context.probe.exec(on(worker), ['sudo', 'curl', ...requests]);
  const statuses = seen.stdout.trim().split('\n').map(Number);
  if (seen.exitCode !== 0 || statuses.length !== planned.length) return verdict(seen, false, describeObservation(seen));
  const evidence = planned.map(({ what }, index) => `${what}: ${statuses[index]}`).join(', ');
  const isAllowed = statuses.some((status, index) => status >= 200 && status < 300 && planned[index]!.status === 403);
  return {
    ...verdict(
      seen,
      planned.every(({ status }, index) => status === statuses[index]),
      evidence,
    ),
    final: isAllowed,
  };
}

/** One request with the certificate and key that kubelet renews by itself; what is printed is its status. */
function request(lab: Lab, { path, label }: Attempt): string[] {
  const credentials = ['--cacert', authority, '--cert', '/var/lib/kubelet/pki/kubelet-client-current.pem'];
  const quiet = ['-sS', '--noproxy', '*', '--max-time', '60', '-o', '/dev/null', '-w', '%{http_code}\\n'];
  const url = `https://${apiEndpoint(lab)}/api/v1/${path}`;
  if (label === undefined) return [...quiet, ...credentials, url];
  const patch = JSON.stringify({ metadata: { labels: { [label]: 'true' } } });
  const header = ['-H', 'Content-Type: application/merge-patch+json'];
  return [...quiet, ...credentials, '-X', 'PATCH', ...header, '--data', patch, `${url}?dryRun=All`];
}

/** An accepted token may request a certificate and little else (403). A refused one has no identity (401). */
function joinToken(lab: Lab, worker: Machine): Claim {
  const { name } = worker;
  return {
    id: `safety.bootstrap-token.${name}`,
    topic,
    sentence: {
      en: `The token with which ${name} joined the cluster is worth nothing any more: nobody joins with it as another node.`,
      ko: `${name} 노드가 클러스터에 참여할 때 쓴 토큰은 더 이상 쓸 수 없다. 누구도 그 토큰으로 다른 노드 행세를 할 수 없다.`,
    },
    from: on(worker),
    ...eventually,
    lookAt: './lab kubectl -n kube-system get secrets --field-selector type=bootstrap.kubernetes.io/token',
    check: async (context) => {
      const seen = await context.probe.exec(on(worker), ['sudo', 'sh', '-c', presentToken(lab)]);
      const isRefused = seen.exitCode === 0 && seen.stdout.trim() === '401';
      const evidence = seen.exitCode === 0 ? `status ${seen.stdout.trim() || 'missing'}` : describeObservation(seen);
      return verdict(seen, isRefused, evidence);
    },
  };
}

/** The token goes from its file to curl's standard input: it is no argument, and not shown. */
const presentToken = (lab: Lab): string =>
  [
    `sed -n 's/^ *token: \\(.*\\)/header = "Authorization: Bearer \\1"/p' /etc/lab/kubeadm.yaml`,
    `curl -K - -sS --noproxy '*' --max-time 60 --cacert ${authority} -o /dev/null -w '%{http_code}' https://${apiEndpoint(lab)}/api/v1/nodes`,
  ].join(' | ');
