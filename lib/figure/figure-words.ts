import type { Sentence } from '../verify';

/** The words of the figure. Names, addresses and Kubernetes' own words are the same in both languages. */
export const words = {
  description: {
    en: 'The networks of the lab from the outside inwards, with who has which address, what runs where, and what leads to what.',
    ko: '외부에서 안쪽으로 본 랩의 네트워크: 누가 어떤 주소를 갖는지, 어디에서 무엇이 실행되는지, 무엇이 어디로 이어지는지.',
  },
  lab: { en: 'Lab', ko: '랩' },
  outside: { en: 'Outside', ko: '외부' },
  simulated: { en: 'simulated internet', ko: '모의 인터넷' },
  uplink: { en: 'this computer’s connection', ko: '이 컴퓨터의 연결' },
  outsideUser: { en: 'outside user', ko: '외부 사용자' },
  outsideNameServer: { en: 'DNS server outside', ko: '외부 DNS 서버' },
  webServer: { en: 'web server outside', ko: '외부 웹 서버' },
  router: { en: 'router', ko: '라우터' },
  gateway: { en: 'gateway', ko: '게이트웨이' },
  gatewayDoes: { en: 'routes, translates addresses, forwards DNS', ko: '라우팅, 주소 변환, DNS 전달' },
  machineNetwork: { en: 'Machine network', ko: '머신 네트워크' },
  lanHost: { en: 'LAN host', ko: '랩 네트워크의 호스트' },
  noMachine: { en: 'no machine of the lab', ko: '랩의 머신이 아님' },
  nameServer: { en: 'company DNS (BIND)', ko: '회사 DNS (BIND)' },
  forwards: { en: 'forwards other names', ko: '나머지 이름은 전달' },
  loadBalancer: { en: 'LoadBalancer addresses', ko: 'LoadBalancer 주소' },
  metallb: { en: 'MetalLB: a node answers ARP', ko: 'MetalLB: 노드 하나가 ARP에 응답' },
  nodes: { en: 'Nodes', ko: '노드' },
  nodesNote: { en: 'kube-proxy has the same iptables rules on each', ko: '모든 노드의 kube-proxy가 같은 iptables 규칙을 둔다' },
  controlPlane: { en: 'control plane', ko: '컨트롤 플레인' },
  worker: { en: 'worker', ko: '워커' },
  serviceNetwork: { en: 'Service network', ko: '서비스 네트워크' },
  serviceNetworkNote: { en: 'no machine’s addresses', ko: '이 주소를 가진 머신은 없다' },
  everyNode: { en: 'every node', ko: '모든 노드' },
  eachPod: { en: 'DNS gives each pod', ko: 'DNS가 각 파드를 알려 줌' },
  cname: { en: 'CNAME', ko: 'CNAME' },
  clusterDns: { en: 'cluster DNS', ko: '클러스터 DNS' },
  podNetwork: { en: 'Pod network', ko: '파드 네트워크' },
  podNetworkNote: { en: 'a range for each node', ko: '노드마다 한 대역씩' },
  onEachNode: { en: 'one on each node', ko: '노드마다 하나' },
  testServer: { en: 'HTTP test server', ko: 'HTTP 테스트 서버' },
  keepsClient: { en: 'keeps the client’s address', ko: '클라이언트 주소 유지' },
  request: { en: 'request', ko: '요청' },
  question: { en: 'DNS question', ko: 'DNS 질의' },
  nameLeads: { en: 'a name, no rule of kube-proxy', ko: '이름만, kube-proxy 규칙 없음' },
  added: { en: '+ comes', ko: '+ 추가' },
  removed: { en: '− goes', ko: '− 제거' },
  changed: { en: '± changes', ko: '± 변경' },
  changes: { en: 'what changes', ko: '변경 사항' },
  placed: { en: 'pod; the scheduler chooses its node', ko: '파드: 스케줄러가 노드를 고름' },
} as const satisfies Readonly<Record<string, Sentence>>;

export const podCount = (count: number): Sentence => ({ en: count === 1 ? '1 pod' : `${count} pods`, ko: `파드 ${count}개` });

export const more = (count: number): Sentence => ({ en: `and ${count} more`, ko: `외 ${count}개` });

/** Says a sentence in the picture's language. */
export type Say = (sentence: Sentence) => string;
