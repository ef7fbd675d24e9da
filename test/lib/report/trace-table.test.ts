import { journeys } from '../../../lib/path';
import { traceTable } from '../../../lib/report';
import { predictedJourney } from '../../../lib/trace';
import { labOf, momentOf } from '../path/moments';
import { recorded } from '../trace/recorded';
import { tracedJourney } from '../trace/traced';

const lab = labOf();
const predicted = (id: string) => predictedJourney(journeys(lab, momentOf(lab)).find((journey) => journey.id === id)!);

test('what differs is told with the command that shows it', () => {
  const text = traceTable(tracedJourney(recorded('forward-drop'), 40102));
  expect(text).toContain(
    '✘ worker-2 ended the packet: the rule -4 -t filter -A FORWARD -d 20.96.3.0/24 -p tcp -j DROP.\n  ./lab ssh worker-2',
  );
  expect(text).toContain('✘ → pod api-tester-2');
  expect(text.split('\n').at(-1)).toBe('✘ captured and predicted differ');
});

test('a refusal is told where it happens, with what the client gets', () => {
  expect(traceTable(predicted('load-balancer.closed.api-tester-lb'))).toContain(
    'refused at worker-2 (icmp-host-unreachable): nobody answers the ARP request for 192.168.56.60',
  );
});

test('a journey that was only predicted says so', () => {
  expect(traceTable(predicted('internet.masquerade'))).toMatch(/predicted only: nothing was sent$/);
});

test('a captured journey is told hop by hop, with interfaces, packets and rules', () => {
  expect(traceTable(tracedJourney(recorded('load-balancer-other-node'), 40002))).toMatchSnapshot();
});

test('what a server asks before it answers is further in', () => {
  const lines = traceTable(predicted('dns.external'))
    .split('\n')
    .filter((line) => line.includes('asks for'));
  expect(lines.slice(1).map((line) => /^ */.exec(line)![0].length)).toEqual([0, 2, 4, 6]);
});

test('the sentence is told in the other language', () => {
  expect(traceTable(tracedJourney(recorded('forward-drop'), 40102), 'ko')).toMatch(
    /^외부 사용자가[\s\S]*worker-2에서 패킷이 끝났다/,
  );
});
