import { resolveLab } from '../../../lib/model';
import { definitionFile } from '../../../lib/definition';
import type { LabReport } from '../../../lib/report';
import { claimsOf } from '../../../lib/claims';
import type { ClaimResult, Report } from '../../../lib/verify';

const lab = resolveLab();

/** Everything that means something to HTML, XML, Markdown or a terminal. */
export const hostile = `</code></style><script>document.title = 'owned'</script><img src=x onerror="alert(1)"> ]]> & &amp; | \`\`\` *b* [a](http://x.test)
# no heading \u001b[31m\u0000\u202e @everyone #1`;

export const holds: ClaimResult = {
  id: 'nodes.ready.worker-1',
  topic: 'nodes',
  sentence: {
    en: 'worker-1 is a worker, at 192.168.56.31, and Ready.',
    ko: 'worker-1 노드는 주소가 192.168.56.31인 워커이고, 준비(Ready) 상태이다.',
  },
  from: { at: 'lan' },
  ok: true,
  evidence: 'worker at 192.168.56.31, Ready',
  command: './lab kubectl get nodes -o json',
  lookAt: './lab kubectl describe node worker-1',
  milliseconds: 1234,
};

export const broken: ClaimResult = {
  ...holds,
  id: 'dns.external-from-pod.worker-1',
  topic: 'dns',
  sentence: { en: 'A pod on worker-1 finds github.com.', ko: 'worker-1의 파드가 github.com을 찾는다.' },
  from: { at: 'pod', node: 'worker-1' },
  ok: false,
  evidence: hostile,
  command: `./lab exec --from lan -- sh -c 'dig "github.com" | grep <none> && echo \`date\`'`,
  lookAt: './lab kubectl -n kube-system logs -l k8s-app=kube-dns',
  milliseconds: 61_000,
};

export const reportOf = (...claims: ClaimResult[]): Report => ({ lab: lab.name, claims, ok: claims.every(({ ok }) => ok) });

export const labReport = (report: Report): LabReport => ({
  lab,
  report,
  definition: `${definitionFile(lab)}# </pre><script>alert(1)</script>\n`,
  versions: [
    { name: 'Kubernetes', version: 'v1.37.2' },
    { name: 'provider libvirt', version: '0.8.3' },
  ],
  built: {
    finishedAt: new Date('2025-11-24T00:20:00Z'),
    steps: [
      { title: 'Stack infrastructure', milliseconds: 95_400 },
      { title: 'Cluster', milliseconds: 612_000 },
    ],
  },
  generatedAt: new Date('2025-11-24T00:30:05Z'),
  milliseconds: 187_000,
});

/** As many claims as the lesson has, so that a page has its real size; one in twenty is not true. */
export const wholeReport = (failing = true): Report =>
  reportOf(
    ...claimsOf(lab).map(({ id, topic, sentence, from, lookAt }, index) => ({
      id,
      topic,
      sentence,
      from,
      ok: !failing || index % 20 !== 7,
      evidence: index % 20 === 7 ? hostile : `seen ${index}: 192.168.56.31 answered in time; ${id}`,
      command: `./lab exec --from lan -- curl -sS --max-time 20 --cacert .lab/lesson/secrets/ca.crt https://192.168.56.60:443/${id}`,
      lookAt,
      milliseconds: 400 + ((index * 7919) % 60_000),
    })),
  );
