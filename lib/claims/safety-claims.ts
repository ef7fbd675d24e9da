import { apiEndpoint, type Lab, type Machine, machines, nodes } from '../model';
import { describeObservation, getPage, type VantagePoint } from '../probe';
import { type Claim, forbidden, eventually, verdict, type Verdict, type VerifyContext } from '../verify';
import { passwordClaims } from './password-claims';
import { publishedClaims } from './published-claims';
import { serviceAccountClaims } from './service-account-claims';
import { workerCredentialClaims } from './worker-credential-claims';

const topic = 'safety' as const;
const lan: VantagePoint = { at: 'lan' };

/** What the lab must refuse. */
export function safetyClaims(lab: Lab): Claim[] {
  return [
    ...publishedClaims(lab),
    api(lab),
    etcd(lab),
    ...nodes(lab).map(kubelet),
    ...workerCredentialClaims(lab),
    ...serviceAccountClaims(),
    ...machines(lab).flatMap((machine) => [caKey(lab, machine), ...passwordClaims(machine)]),
  ];
}

/** A client without a certificate is `system:anonymous`, which may read only health and version. */
function api(lab: Lab): Claim {
  return {
    id: 'safety.api',
    topic,
    sentence: {
      en: 'The API server shows no Secret to somebody without credentials.',
      ko: 'API 서버는 자격 증명이 없는 사람에게 시크릿을 보여 주지 않는다.',
    },
    from: lan,
    ...forbidden,
    lookAt: './lab kubectl auth can-i --list --as=system:anonymous',
    check: (context) => checkRefused(context, `https://${apiEndpoint(lab)}/api/v1/namespaces/default/secrets`, [401, 403]),
  };
}

function kubelet(node: Machine): Claim {
  return {
    id: `safety.kubelet.${node.name}`,
    topic,
    sentence: {
      en: `kubelet on ${node.name} tells nothing to somebody without credentials.`,
      ko: `${node.name} 노드의 kubelet은 자격 증명이 없는 사람에게 아무것도 알려 주지 않는다.`,
    },
    from: lan,
    ...forbidden,
    lookAt: `./lab ssh ${node.name} -- sudo grep -A 6 authentication /var/lib/kubelet/config.yaml`,
    check: (context) => checkRefused(context, `https://${node.address}:10250/pods`, [401, 403]),
  };
}

/** The server itself must refuse the page: silence proves nothing. */
async function checkRefused(context: VerifyContext, url: string, statuses: readonly number[]): Promise<Verdict> {
  const { status, seen } = await getPage(context, lan, url, ['--insecure', '-o', '/dev/null']);
  const evidence = status === 0 ? describeObservation(seen) : `${url} answers with status ${status}`;
  return { ...verdict(seen, statuses.includes(status), evidence), final: status >= 200 && status < 300 };
}

function etcd(lab: Lab): Claim {
  const url = `https://${lab.controlPlane.address}:2379/version`;
  return {
    id: 'safety.etcd',
    topic,
    sentence: {
      en: 'etcd, where the cluster keeps everything, talks to nobody without a certificate.',
      ko: '클러스터의 모든 상태가 들어 있는 etcd는 인증서가 없으면 연결을 거부한다.',
    },
    from: lan,
    ...forbidden,
    lookAt: `./lab ssh ${lab.controlPlane.name} -- sudo grep client-cert-auth /etc/kubernetes/manifests/etcd.yaml`,
    check: async (context) => {
      const { status, seen } = await getPage(context, lan, url, ['--insecure', '-o', '/dev/null']);
      // The alerts of TLS 1.3 and of earlier versions (RFC 8446, section 6.2).
      const refused = status === 0 && /alert (certificate required|bad certificate|handshake failure)/.test(seen.stderr);
      const evidence = refused ? 'etcd asks for a certificate' : status > 0 ? `status ${status}` : describeObservation(seen);
      return { ...verdict(seen, refused, evidence), final: status > 0 };
    },
  };
}

/** Where a key might lie: not the containers' own files, which are many and come from images without keys. */
const folders = '/etc /home /opt /root /srv /tmp /usr/local /var/lib/kubelet /var/lib/lab';

/** Each key with its mode and owner; disks, one of which is the seed with the keys, that others than root may read. */
const searchKeys = `find ${folders} -xdev -name ca.key -printf '%m %u %p\\n' 2>/dev/null
for disk in /dev/sr? /dev/sd? /dev/vd?; do
  [ ! -e $disk ] || ! setpriv --reuid=nobody --regid=nogroup --clear-groups test -r $disk || echo "open $disk"
done
echo searched`;

function caKey(lab: Lab, machine: Machine): Claim {
  const from: VantagePoint = { at: 'machine', name: machine.name };
  const isOwner = machine.name === lab.controlPlane.name;
  return {
    id: `safety.ca-key.${machine.name}`,
    topic,
    sentence: isOwner
      ? {
          en: `On ${machine.name} nobody but root can read the key of the lab's CA.`,
          ko: `${machine.name} 머신에서 랩 CA의 키는 root만 읽을 수 있다.`,
        }
      : {
          en: `${machine.name} does not have the key of the lab's CA.`,
          ko: `${machine.name} 머신에는 랩 CA의 키가 없다.`,
        },
    from,
    ...eventually,
    lookAt: `./lab ssh ${machine.name} -- sudo find /etc -name ca.key -ls`,
    check: async (context) => {
      const seen = await context.probe.exec(from, ['sudo', 'sh', '-c', searchKeys]);
      const lines = seen.stdout.trim().split('\n');
      if (seen.exitCode !== 0 || lines.pop() !== 'searched') return verdict(seen, false, describeObservation(seen));
      const kept = lines.filter((line) => /^600 root \S+$/.test(line));
      const wrong = isOwner ? lines.filter((line) => !kept.includes(line)) : lines;
      const missing = isOwner && !kept.includes('600 root /etc/kubernetes/pki/ca.key');
      const found = wrong.join('; ') || kept.join('; ') || 'no key of a CA';
      return verdict(seen, wrong.length === 0 && !missing, missing ? `the cluster's own is missing: ${found}` : found);
    },
  };
}
