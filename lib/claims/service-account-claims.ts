import { describeObservation, get, type Observation } from '../probe';
import { type Claim, eventually, forbidden, type Verdict, verdict, type VerifyContext } from '../verify';

/** What a pod is, unless its definition says otherwise, and who comes without credentials. */
const powerless = ['system:serviceaccount:default:default', 'system:anonymous'] as const;

/** Who may do everything in a cluster that kubeadm made: its administrators, and the way in for an emergency. */
const administrators = ['kubeadm:cluster-admins', 'system:masters'];

/** Pods may do nothing that nobody gave them: who breaks into one has not broken into the cluster. */
export const serviceAccountClaims = (): Claim[] => [clusterAdmins, ...powerless.map(withoutPower)];

interface Binding {
  readonly metadata: { readonly name: string };
  readonly roleRef: { readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

const clusterAdmins: Claim = {
  id: 'safety.cluster-admins',
  topic: 'safety',
  sentence: {
    en: `Nobody but the groups ${administrators.join(' and ')} has the role cluster-admin: no service account, and not everybody.`,
    ko: `cluster-admin 역할은 ${administrators.join(', ')} 그룹에만 있다. 서비스 어카운트나 모든 사용자에게 준 것은 없다.`,
  },
  from: { at: 'lan' },
  ...eventually,
  lookAt: './lab kubectl get clusterrolebindings,rolebindings -A -o wide',
  check: async (context) => {
    const { value, seen } = await get<{ items?: readonly Binding[] }>(context, 'clusterrolebindings,rolebindings', '-A');
    const bindings = (value.items ?? []).filter(({ roleRef }) => roleRef.name === 'cluster-admin');
    const subjects = bindings.flatMap(({ metadata, subjects: bound = [] }) =>
      bound.map((subject) => ({ ...subject, by: metadata.name })),
    );
    const strangers = subjects.filter(({ kind, name }) => kind !== 'Group' || !administrators.includes(name));
    const found = strangers.map(
      ({ kind, namespace, name, by }) => `${kind} ${namespace ? `${namespace}/` : ''}${name} by the binding ${by}`,
    );
    const ok = strangers.length === 0 && subjects.length > 0;
    return verdict(seen, ok, found.join('; ') || `${subjects.length} groups have the role`);
  },
};

function withoutPower(user: (typeof powerless)[number]): Claim {
  const isAnonymous = user === 'system:anonymous';
  return {
    id: `safety.powerless.${isAnonymous ? 'anonymous' : 'default-service-account'}`,
    topic: 'safety',
    sentence: isAnonymous
      ? {
          en: 'Somebody without credentials may not read a Secret or create a pod.',
          ko: '자격 증명이 없는 사람은 시크릿을 읽거나 파드를 만들 수 없다.',
        }
      : {
          en: 'The service account that every pod has by default may not read a Secret or create a pod.',
          ko: '파드의 기본 서비스 어카운트는 시크릿을 읽거나 파드를 만들 수 없다.',
        },
    from: { at: 'lan' },
    ...forbidden,
    times: 1,
    lookAt: `./lab kubectl auth can-i --list --as=${user}`,
    check: (context) => checkPowerless(context, user),
  };
}

/** Each is tried as that user; a pod is asked for on trial alone, so none is made. */
const deeds = [
  { what: 'read Secrets', argv: ['get', 'secrets', '-o', 'name'] },
  { what: 'create a pod', argv: ['run', 'lab-verify-powerless', '--image=none', '--dry-run=server', '-o', 'name'] },
] as const;

/** Forbidden is the answer of the API server; any other failure is none. `auth can-i` is closed to who has no credentials. */
async function checkPowerless({ probe }: VerifyContext, user: string): Promise<Verdict> {
  const looks: Observation[] = [];
  for (const { what, argv } of deeds) {
    const seen = await probe.kubectl([...argv, '-n', 'kube-system', `--as=${user}`]);
    if (seen.exitCode === 0) return { ...verdict(seen, false, `${user} may ${what}`), final: true };
    if (!/^Error from server \(Forbidden\): (secrets|pods)\b/.test(seen.stderr))
      return verdict(seen, false, describeObservation(seen));
    looks.push(seen);
  }
  return verdict(looks.at(-1)!, true, `${user} may not ${deeds.map(({ what }) => what).join(' and not ')}`);
}
