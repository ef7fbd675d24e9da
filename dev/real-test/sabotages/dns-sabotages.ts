import { companyName, type Lab, reverseZone } from '../../../lib/model';
import { corefile } from '../../../lib/render';
import { apply, kubectl, patched } from './cluster-changes';
import { editedFile, firewallRule } from './change-machine';
import type { Change, Sabotage } from './sabotage';

/** CoreDNS, and the company's name server. */
export const dnsSabotages = (lab: Lab): Sabotage[] => [...clusterDns(lab), ...zones(lab), ...options(lab), ...reached(lab)];

function clusterDns(lab: Lab): Sabotage[] {
  const selector = (label: string) => ({ spec: { selector: { 'k8s-app': label } } });
  const [asked, answered] = ['intranet', 'gateway'].map((name) => companyName(lab, { name }));
  return [
    {
      id: 'cluster-dns-selector',
      sentence: 'No pod is behind the Service of CoreDNS.',
      ...patched(
        { kind: 'service', name: 'kube-dns', namespace: 'kube-system' },
        { broken: selector('none'), right: selector('kube-dns') },
      ),
      turnsRed: ['dns.kubernetes'],
    },
    {
      id: 'cluster-dns-rewrites',
      sentence: `CoreDNS gives the address of ${answered} for ${asked}.`,
      break: corefileOf(corefile(lab).replace('    errors\n', `    errors\n    rewrite name exact ${asked} ${answered}\n`)),
      repair: corefileOf(corefile(lab)),
      turnsRed: ['dns.company-forward-from-pod'],
      within: 240,
    },
  ];
}

/** kubelet brings a changed ConfigMap to a pod at once when the pod itself has changed. */
function corefileOf(text: string) {
  const name = { name: 'coredns', namespace: 'kube-system' };
  const mark = (value: string) =>
    kubectl('-n', 'kube-system', 'annotate', 'pods', '-l', 'k8s-app=kube-dns', '--overwrite', `lab/looked-at${value}`);
  return [apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata: name, data: { Corefile: text } }), mark('=sabotage'), mark('-')];
}

const restart = 'systemctl restart named';

function edited(lab: Lab, file: string, expression: string): Change {
  return editedFile(lab.nameServer, `/etc/bind/${file}`, expression, restart);
}

function zones(lab: Lab): Sabotage[] {
  const { zone } = lab.dns;
  const { name } = lab.workers[0]!;
  return [
    {
      id: 'record-missing',
      sentence: `${zone} has no name ${name}.`,
      ...edited(lab, `db.${zone}`, `/^${name} IN A /d`),
      turnsRed: ['dns.company-forward'],
    },
    {
      id: 'reverse-wrong',
      sentence: `The address of ${name} has another name.`,
      ...edited(lab, `db.${reverseZone(lab)}`, `s/IN PTR ${name}[.].*/IN PTR elsewhere.${zone}./`),
      turnsRed: ['dns.company-reverse'],
    },
    {
      id: 'cluster-zone-lost',
      sentence: "The name server asks others for the cluster's names, so that a question may go round.",
      ...edited(lab, 'named.conf.local', `s/zone "${lab.cluster.dnsDomain}"/zone "elsewhere.invalid"/`),
      turnsRed: ['dns.no-loop'],
    },
  ];
}

function options(lab: Lab): Sabotage[] {
  const option = (expression: string) => edited(lab, 'named.conf.options', expression);
  const { client, cidr } = lab.network;
  return [
    {
      id: 'upstream-wrong',
      sentence: 'The name server asks a client for external names.',
      ...option(`s/ forwarders {.*/ forwarders { ${client}; };/`),
      turnsRed: ['dns.external'],
    },
    {
      id: 'pods-refused',
      sentence: 'The name server refuses the questions of pods.',
      ...option(`s/allow-query .*/allow-query { localhost; ${String(cidr).replace('/', '\\/')}; };/`),
      turnsRed: ['dns.company-forward-from-pod'],
    },
    {
      id: 'zone-transfer',
      sentence: 'The name server gives its whole zone to everybody who asks.',
      ...option('s/allow-transfer .*/allow-transfer { any; };/'),
      turnsRed: ['dns.no-zone-transfer'],
    },
  ];
}

function reached({ nameServer }: Lab): Sabotage[] {
  const dropped = (protocol: 'tcp' | 'udp') =>
    firewallRule(nameServer, { chain: 'INPUT', rule: `-p ${protocol} --dport 53 ! -i lo -j DROP` });
  return [
    {
      id: 'name-server-without-udp',
      sentence: 'The name server answers by TCP only.',
      ...dropped('udp'),
      turnsRed: ['dns.company-forward'],
    },
    {
      id: 'name-server-without-tcp',
      sentence: 'The name server answers by UDP only.',
      ...dropped('tcp'),
      turnsRed: ['reach.name-server.from-lan'],
    },
  ];
}
