import { traceJson } from '../../../lib/report';
import { recorded } from '../trace/recorded';
import { tracedJourney } from '../trace/traced';

const parsed = (name: string, port: number) => JSON.parse(traceJson(tracedJourney(recorded(name), port)));

test('what differs is told to programs, with the place', () => {
  expect(parsed('forward-drop', 40102)).toMatchObject({
    asPredicted: false,
    differences: [{ kind: 'stopped', place: 'worker-2' }],
    exchanges: [{ outcome: { predicted: 'answered', captured: 'silence' } }],
  });
});

test('predicted and captured are told side by side', () => {
  const { asPredicted, exchanges } = parsed('load-balancer-other-node', 40002);
  expect(asPredicted).toBe(true);
  expect(exchanges[0]).toMatchObject({ taken: 0, ways: [{ chance: 0.5 }, { chance: 0.5 }] });
  expect(exchanges[0].request[2]).toMatchObject({
    place: 'worker-2',
    predicted: { in: 'eth0', out: 'eth0', after: { destination: { address: '20.96.2.4', port: 8080 } } },
    captured: { in: ['eth0'], changed: true, at: expect.stringMatching(/^\d{19}$/), ttl: { before: 63, after: 62 } },
  });
  expect(exchanges[0].request[2].captured.rules).toContain('nat KUBE-POSTROUTING → MASQUERADE');
});
