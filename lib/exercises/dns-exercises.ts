import { type ExternalNameService, IpAddress, type Lab } from '../model';
import { corednsConfigMap } from '../render';
import type { Exercise } from './exercise';
import type { LabActions } from './lab-actions';

export const dnsExercises = (lab: Lab): Exercise[] => [
  forwarder(lab),
  nameServerStopped(lab),
  zoneEdited(lab),
  clusterDnsStopped(lab),
  ...lab.services.flatMap((service) => (service.type === 'ExternalName' ? externalNameEdited(service) : [])).slice(0, 1),
];

/** Applies a Corefile, and has kubelet bring it to CoreDNS at once: a changed pod is looked at before its turn. */
async function applyCorefile(actions: LabActions, lab: Lab): Promise<void> {
  await actions.kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], corednsConfigMap(lab));
  const mark = `lab/looked-at=${actions.unique()}`;
  await actions.kubectl(['-n', 'kube-system', 'annotate', 'pods', '-l', 'k8s-app=kube-dns', '--overwrite', mark]);
}

function forwarder(lab: Lab): Exercise {
  // The client on the lab's network runs no DNS server.
  const wrong = { ...lab, dns: { ...lab.dns, clusterForwarders: [IpAddress.parse(String(lab.network.client))] } };
  return {
    id: 'forwarder',
    complaint: {
      en: 'Pods resolve the names of Services, but neither company names nor names of the internet.',
      ko: '파드에서 서비스 이름은 풀리는데 회사 이름과 인터넷 이름은 풀리지 않습니다.',
    },
    hint: {
      en: 'Follow a question for an outside name from hop to hop: who asks whom?',
      ko: '외부 이름 질의가 거치는 경로를 한 단계씩 따라가 보세요. 누가 누구에게 묻습니까?',
    },
    solution: {
      en: `The Corefile in the ConfigMap kube-system/coredns forwards to ${lab.network.client}, where no DNS server is, instead of ${lab.dns.clusterForwarders.join(' ')}. Correct the line "forward .", or run ./lab up.`,
      ko: `ConfigMap kube-system/coredns의 Corefile이 DNS 서버가 없는 ${lab.network.client}(으)로 전달합니다. "forward ." 줄을 ${lab.dns.clusterForwarders.join(' ')}(으)로 고치거나 ./lab up을 실행하세요.`,
    },
    falsifies: ['dns.company-forward-from-pod'],
    break: (actions) => applyCorefile(actions, wrong),
    fix: (actions) => applyCorefile(actions, lab),
  };
}

function nameServerStopped(lab: Lab): Exercise {
  const { name, address } = lab.nameServer;
  return {
    id: 'name-server',
    complaint: {
      en: 'Nobody in the company resolves a name any more; only Services are found, and only by pods.',
      ko: '회사에서 아무도 이름을 풀지 못합니다. 서비스 이름만, 그것도 파드에서만 풀립니다.',
    },
    hint: {
      en: `Ask ${address} directly. Is anything listening on port 53?`,
      ko: `${address}에 직접 물어보세요. 53번 포트를 듣는 프로그램이 있습니까?`,
    },
    solution: {
      en: `BIND does not run on ${name}: ./lab ssh ${name} -- sudo systemctl start named`,
      ko: `${name}에서 BIND가 멈춰 있습니다: ./lab ssh ${name} -- sudo systemctl start named`,
    },
    falsifies: ['dns.company-forward', 'dns.company-reverse'],
    break: async (actions) => void (await actions.onMachine(name, 'systemctl stop named')),
    fix: async (actions) => void (await actions.onMachine(name, 'systemctl start named')),
  };
}

function zoneEdited(lab: Lab): Exercise {
  const { name } = lab.nameServer;
  const file = `/etc/bind/db.${lab.dns.zone}`;
  const wrong = String(lab.network.client);
  return {
    id: 'zone',
    complaint: {
      en: `The company's web page intranet.${lab.dns.zone} does not open, from nowhere.`,
      ko: `회사 웹 페이지 intranet.${lab.dns.zone}이(가) 어디에서도 열리지 않습니다.`,
    },
    hint: {
      en: 'Which address has the name, and which machine has the web server?',
      ko: '그 이름의 주소는 무엇이고, 웹 서버는 어느 기계에 있습니까?',
    },
    solution: {
      en: `The record intranet in ${file} on ${name} is ${wrong}; it must be ${lab.nameServer.address}. Correct it and run: sudo systemctl restart named`,
      ko: `${name}의 ${file}에서 intranet 레코드가 ${wrong}입니다. ${lab.nameServer.address}(으)로 고치고 sudo systemctl restart named를 실행하세요.`,
    },
    falsifies: ['dns.company-forward', 'dns.intranet-page'],
    break: (actions) => setIntranet(actions, name, file, wrong),
    fix: (actions) => setIntranet(actions, name, file, String(lab.nameServer.address)),
  };
}

async function setIntranet(actions: LabActions, machine: string, file: string, address: string): Promise<void> {
  const edit = `sed -i 's/^intranet IN A .*/intranet IN A ${address}/' ${file}`;
  await actions.onMachine(machine, `${edit}; systemctl restart named`);
}

function clusterDnsStopped(lab: Lab): Exercise {
  const scale = (replicas: number) => (actions: LabActions) =>
    actions.kubectl(['-n', 'kube-system', 'scale', 'deployment', 'coredns', `--replicas=${replicas}`]).then(() => undefined);
  return {
    id: 'cluster-dns',
    complaint: {
      en: 'Pods resolve no name at all. With addresses everything works.',
      ko: '파드에서 어떤 이름도 풀리지 않습니다. 주소로는 모두 됩니다.',
    },
    hint: {
      en: `Pods ask ${lab.cluster.dnsServiceAddress}. Who answers there?`,
      ko: `파드는 ${lab.cluster.dnsServiceAddress}에 묻습니다. 거기서 누가 대답합니까?`,
    },
    solution: {
      en: 'The Deployment kube-system/coredns has no pods: ./lab kubectl -n kube-system scale deployment coredns --replicas=1',
      ko: 'Deployment kube-system/coredns의 파드가 0개입니다: ./lab kubectl -n kube-system scale deployment coredns --replicas=1',
    },
    falsifies: ['dns.kubernetes', 'dns.company-forward-from-pod'],
    break: scale(0),
    fix: scale(1),
  };
}

function externalNameEdited(service: ExternalNameService): Exercise {
  const { name, externalName } = service;
  const wrong = `old.${externalName}`;
  const point = (target: string) => (actions: LabActions) =>
    actions.kubectl(['patch', 'service', name, '-p', JSON.stringify({ spec: { externalName: target } })]).then(() => undefined);
  return {
    id: 'external-name',
    complaint: {
      en: `Programs that use the name ${name} fail, while ${externalName} itself opens.`,
      ko: `${name}(이)라는 이름을 쓰는 프로그램은 실패하는데 ${externalName}은(는) 열립니다.`,
    },
    hint: { en: `What kind of record is ${name}?`, ko: `${name}은(는) 어떤 종류의 레코드입니까?` },
    solution: {
      en: `The Service ${name} maps to ${wrong}, which does not exist, instead of ${externalName}.`,
      ko: `서비스 ${name}이(가) ${externalName}이(가) 아니라 존재하지 않는 ${wrong}을(를) 가리킵니다.`,
    },
    falsifies: [`external-name.no-address.${name}`, `external-name.cname.${name}`],
    break: point(wrong),
    fix: point(externalName),
  };
}
