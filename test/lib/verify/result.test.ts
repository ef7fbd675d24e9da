import {
  type ClaimResult,
  evidenceOf,
  failureSummary,
  type Look,
  type Report,
  reportJson,
  reportSummary,
} from '../../../lib/verify';

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

  test('that fails tells below its summary what was seen of the first ten false claims, shortened', () => {
    expect(failureSummary(report(holds, broken))).toBe(
      '1 of 2 claims is not true: dns.intranet-page\n  dns.intranet-page: exit status 28: timed out',
    );
    const many = failureSummary(report(...Array.from({ length: 12 }, () => ({ ...broken, evidence: 'x'.repeat(400) })))).split(
      '\n',
    );
    expect(many).toHaveLength(12);
    expect(many[1]).toBe(`  dns.intranet-page: ${'x'.repeat(300)}`);
    expect(many.at(-1)).toBe('  and 2 more');
  });

  test('is the same report as JSON', () => {
    expect(JSON.parse(reportJson(report(holds, broken)))).toEqual(report(holds, broken));
  });
});

describe('the evidence of a claim', () => {
  const look = (ok: boolean, evidence: string, unsettled: string[] = []): Look => ({
    ...{ began: 0, ended: 0, unsettled },
    verdict: { ok, evidence, command: 'curl' },
  });
  const held = [look(true, 'answered 200')];

  test('is what was seen last', () => {
    expect(evidenceOf({ ok: true, because: 'held', looks: held })).toBe('answered 200');
    expect(evidenceOf({ ok: false, because: 'settled', looks: [look(false, 'refused'), look(false, 'timed out')] })).toBe(
      'timed out',
    );
  });

  test('tells of looks that failed before it held: how many, the first, the last, and what was still changing', () => {
    const looks = [look(false, 'refused', ['Pod a is new', 'Pod b is new']), look(false, 'timed out'), ...held];
    expect(evidenceOf({ ok: true, because: 'held', looks })).toBe(
      'answered 200; but 2 of 3 looks failed (Pod a is new, and 1 more), first: refused; last: timed out',
    );
    expect(evidenceOf({ ok: true, because: 'held', looks: [look(false, 'refused'), ...held] })).toBe(
      'answered 200; but 1 of 2 looks failed: refused',
    );
  });

  test('of a claim that is true only at times is how often it was not', () => {
    const looks = [look(false, 'refused'), ...held, look(false, 'refused')];
    expect(evidenceOf({ ok: false, because: 'unsteady', looks })).toBe('not at all times: 2 of 3 looks failed: refused');
  });
});
