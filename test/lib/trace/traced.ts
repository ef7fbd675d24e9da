import { exchange, type Journey, type Moment, pathInput, type Place } from '../../../lib/path';
import { type Capture, compare, requestOf, type TracedJourney } from '../../../lib/trace';
import { labOf } from '../path/moments';

export const lab = labOf();

const pod = (name: string, app: string, node: string, address: string) => ({
  name,
  app,
  node,
  address,
  namespace: 'default',
  ready: true,
});

/** The moment of the recordings. */
export const moment: Moment = {
  pods: [
    pod('api-tester-1', 'api-tester', 'worker-1', '20.96.2.4'),
    pod('api-tester-2', 'api-tester', 'worker-2', '20.96.3.4'),
    pod('toolbox-worker-2', 'toolbox', 'worker-2', '20.96.3.2'),
  ],
  announcers: { '192.168.56.60': 'worker-2' },
  clusterIps: {},
  simulatedInternet: true,
};

export const outside: Place = { kind: 'outside' };
export const toolbox: Place = { kind: 'pod', name: 'toolbox-worker-2', node: 'worker-2' };

const asked = (from: Place, address: string, sourcePort: number, at: Moment) =>
  exchange(pathInput(lab, at), from, { protocol: 'tcp', sockets: [{ address, port: 80 }], sourcePort });

/** A recorded request held against its prediction. */
export const compared = (capture: Capture, from: Place, address: string, sourcePort: number, at = moment) =>
  compare(capture, asked(from, address, sourcePort, at), requestOf(capture, from, { protocol: 'tcp', sourcePort }));

/** A recorded request of the outside user to the load balancer as a journey. */
export function tracedJourney(capture: Capture, sourcePort: number): TracedJourney {
  const planned = asked(outside, '192.168.56.60', sourcePort, moment);
  const journey: Journey = {
    id: 'load-balancer.api-tester-lb',
    sentence: { en: 'An outside user asks the load balancer.', ko: '외부 사용자가 로드 밸런서에 접속한다.' },
    from: outside,
    target: '192.168.56.60:80',
    exchanges: [planned],
  };
  const comparison = compare(capture, planned, requestOf(capture, outside, { protocol: 'tcp', sourcePort }));
  return { journey, exchanges: [{ exchange: planned, way: comparison.way, comparison, onward: [] }] };
}
