import type { MachineRole } from '../model';
import type { Topic } from '../claims';
import { describeVantagePoint, type VantagePoint } from '../probe';
import type { Sentence } from '../verify';

/** The words of the page itself, in both languages. Names, addresses and what programs printed are the same in each. */
export const words = {
  lab: { en: 'Lab', ko: '랩' },
  isTrue: { en: 'true', ko: '참' },
  isFalse: { en: 'not true', ko: '거짓' },
  isNotAsked: { en: 'not asked', ko: '묻지 않음' },
  notTrue: { en: 'What is not true', ko: '참이 아닌 것' },
  figure: { en: 'The network', ko: '네트워크' },
  figureNote: {
    en: 'At each thing: how many claims about it, or seen from it, are true.',
    ko: '각 항목에는 그에 관한, 또는 거기서 관찰한 주장 가운데 참인 것의 수가 있다.',
  },
  overview: { en: 'Overview', ko: '한눈에 보기' },
  topics: { en: 'By topic', ko: '주제별' },
  vantagePoints: { en: 'By vantage point', ko: '관찰 위치별' },
  vantagePoint: { en: 'seen from', ko: '관찰 위치' },
  addresses: { en: 'Addresses', ko: '주소' },
  machines: { en: 'Machines', ko: '머신' },
  networks: { en: 'Networks and fixed addresses', ko: '네트워크와 고정 주소' },
  services: { en: 'Services', ko: '서비스' },
  claim: { en: 'claim', ko: '주장' },
  claims: { en: 'Claims', ko: '주장' },
  topic: { en: 'topic', ko: '주제' },
  sentence: { en: 'sentence', ko: '문장' },
  evidence: { en: 'seen', ko: '관찰 결과' },
  command: { en: 'command', ko: '명령' },
  lookAt: { en: 'look at', ko: '확인할 곳' },
  time: { en: 'time', ko: '시간' },
  longest: { en: 'longest', ko: '최장' },
  conformance: { en: 'Conformance', ko: '적합성' },
  conformanceNote: {
    en: 'Kubernetes’ own tests of the network that every cluster must pass, as they went on this lab.',
    ko: '모든 클러스터가 통과해야 하는 Kubernetes 자체 네트워크 테스트를 이 랩에서 실행한 결과입니다.',
  },
  test: { en: 'test', ko: '테스트' },
  result: { en: 'result', ko: '결과' },
  passed: { en: 'passed', ko: '통과' },
  failed: { en: 'failed', ko: '실패' },
  skipped: { en: 'skipped', ko: '건너뜀' },
  show: { en: 'Show', ko: '보기' },
  all: { en: 'all claims', ko: '모든 주장' },
  onlyFalse: { en: 'only what is not true', ko: '거짓인 것만' },
  name: { en: 'name', ko: '이름' },
  role: { en: 'role', ko: '역할' },
  address: { en: 'address', ko: '주소' },
  companyName: { en: 'company name', ko: '회사 도메인 이름' },
  pods: { en: 'pods', ko: '파드 대역' },
  everyNode: { en: 'every node', ko: '모든 노드' },
  eachPod: { en: 'each pod', ko: '각 파드' },
  cnameFor: { en: 'a CNAME for', ko: 'CNAME →' },
  machineNetwork: { en: 'machines', ko: '머신 네트워크' },
  gateway: { en: 'gateway', ko: '게이트웨이' },
  lanHost: { en: 'LAN host', ko: '랩 네트워크의 호스트' },
  loadBalancerPool: { en: 'load balancer’s addresses', ko: '로드 밸런서 주소' },
  podNetwork: { en: 'pods', ko: '파드 네트워크' },
  serviceNetwork: { en: 'Services', ko: '서비스 네트워크' },
  apiService: { en: 'Kubernetes API inside the cluster', ko: '클러스터 안의 Kubernetes API' },
  clusterDns: { en: 'CoreDNS', ko: 'CoreDNS' },
  clusterDomain: { en: 'cluster’s domain', ko: '클러스터 도메인' },
  companyZone: { en: 'company zones', ko: '회사 영역' },
  nameServerAsks: { en: 'name server asks', ko: 'DNS 서버의 질의 대상' },
  clusterDnsAsks: { en: 'CoreDNS asks', ko: 'CoreDNS의 질의 대상' },
  outsideLink: { en: 'network beyond the gateway', ko: '게이트웨이 너머 네트워크' },
  router: { en: 'router', ko: '라우터' },
  outsideUser: { en: 'outside user', ko: '외부 사용자' },
  sites: { en: 'web sites outside', ko: '외부 웹 사이트' },
  type: { en: 'type', ko: '유형' },
  reachedAt: { en: 'reached at', ko: '접속 주소' },
  behind: { en: 'pods behind it', ko: '뒤의 파드' },
  what: { en: 'what', ko: '항목' },
  timings: { en: 'Times', ko: '소요 시간' },
  steps: { en: 'Steps of the last ./lab up', ko: '마지막 ./lab up의 단계' },
  slowest: { en: 'Slowest claims', ko: '가장 오래 걸린 주장' },
  step: { en: 'step', ko: '단계' },
  versions: { en: 'Versions', ko: '버전' },
  definition: { en: 'Definition', ko: '정의' },
  definitionNote: {
    en: 'Saved as lab.yaml, this builds the same lab with ./lab up.',
    ko: 'lab.yaml로 저장하면 ./lab up으로 같은 랩을 만들 수 있다.',
  },
  commandNote: {
    en: 'Open a claim for the command that shows the same; a click on a command selects it whole.',
    ko: '주장을 펼치면 같은 것을 직접 확인할 명령이 보인다. 명령은 한 번 누르면 전체가 선택된다.',
  },
} as const satisfies Readonly<Record<string, Sentence>>;

const titles: Readonly<Record<Topic, Sentence>> = {
  nodes: { en: 'Addresses and nodes', ko: '주소와 노드' },
  pods: { en: 'Pods', ko: '파드' },
  dns: { en: 'DNS', ko: 'DNS' },
  'cluster-ip': { en: 'ClusterIP', ko: 'ClusterIP' },
  'node-port': { en: 'NodePort', ko: 'NodePort' },
  'load-balancer': { en: 'LoadBalancer', ko: 'LoadBalancer' },
  'external-name': { en: 'ExternalName', ko: 'ExternalName' },
  headless: { en: 'Headless', ko: '헤드리스(Headless)' },
  'stateful-set': { en: 'StatefulSet', ko: 'StatefulSet' },
  reach: { en: 'Who reaches whom', ko: '누가 누구에게 접속하는가' },
  safety: { en: 'Publishing and safety', ko: '공개와 안전' },
  isolation: { en: 'Isolation from this computer', ko: '랩 밖과의 격리' },
};

/** The title of a topic; its own name for one that the lesson does not have. */
export const topicWords = (topic: string): Sentence =>
  Object.hasOwn(titles, topic) ? titles[topic as Topic] : { en: topic, ko: topic };

export const roleWords: Readonly<Record<MachineRole, Sentence>> = {
  'control-plane': { en: 'control plane', ko: '컨트롤 플레인' },
  worker: { en: 'worker', ko: '워커' },
  'name-server': { en: 'name server', ko: 'DNS 서버' },
};

/** `outside user`, `pod on worker-1`. */
export const vantagePointWords = (from: VantagePoint): Sentence => ({ en: describeVantagePoint(from), ko: inKorean(from) });

function inKorean(from: VantagePoint): string {
  switch (from.at) {
    case 'outside':
      return '외부 사용자';
    case 'lan':
      return '랩 네트워크의 호스트';
    case 'gateway':
      return '게이트웨이';
    case 'machine':
      return `머신 ${from.name}`;
    case 'pod':
      return `${from.node}의 파드`;
    case 'workload':
      return `파드 ${from.pod}`;
  }
}

/** How many are true, in a sentence. */
export function tallyWords(total: number, failed: number): Sentence {
  if (failed === 0 && total === 1) return { en: 'The one claim is true.', ko: '주장 1개가 참이다.' };
  if (failed === 0) return { en: `All ${total} claims are true.`, ko: `주장 ${total}개가 모두 참이다.` };
  return {
    en: `${failed} of ${total} claims ${failed === 1 ? 'is' : 'are'} not true.`,
    ko: `주장 ${total}개 가운데 ${failed}개가 참이 아니다.`,
  };
}
