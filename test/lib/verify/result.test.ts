import { type ClaimResult, type Report, reportJson, reportSummary } from '../../../lib/verify';

const holds: ClaimResult = {
  id: 'nodes.ready.worker-1',
  topic: 'nodes',
  sentence: {
    en: 'worker-1 is a worker, at 192.168.56.31, and Ready.',
    ko: 'worker-1 노드는 주소가 192.168.56.31인 워커이고, 준비(Ready) 상태이다.',
  },
  from: { at: 'lan' },
  ok: true,
  evidence: 'worker at 192.168.56.31, Ready',
  command: './lab kubectl get node worker-1 -o json',
  lookAt: './lab kubectl describe node worker-1',
  milliseconds: 1234,
};
const broken: ClaimResult = {
  ...holds,
  id: 'dns.intranet-page',
  from: { at: 'pod', node: 'worker-1' },
  ok: false,
  evidence: 'exit status 28: timed out',
};
const report = (...claims: ClaimResult[]): Report => ({ lab: 'lesson', claims, ok: claims.every(({ ok }) => ok) });

describe('a report', () => {
  test('sums up in one line', () => {
    expect(reportSummary(report(broken, broken))).toBe('2 of 2 claims are not true: dns.intranet-page, dns.intranet-page');
    expect(reportSummary(report(holds, holds))).toBe('all 2 claims are true');
  });

  test('is the same report as JSON', () => {
    expect(JSON.parse(reportJson(report(holds, broken)))).toEqual(report(holds, broken));
  });
});
