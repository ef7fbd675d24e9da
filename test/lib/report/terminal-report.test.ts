import { terminalText } from '../../../lib/report';
import { broken, holds, labReport, reportOf } from './fixture';

const failing = { ...broken, evidence: 'exit status 28: timed out' };

test('a failed claim is shown in full: what was seen, the command to paste, and what to look at', () => {
  expect(terminalText(labReport(reportOf(holds, failing)))).toBe(
    `
   claim                           seen from        time    sentence
─  ──────────────────────────────  ───────────────  ──────  ──────────────────────────────────────────────────
✔  nodes.ready.worker-1            LAN host         1.2 s   worker-1 is a worker, at 192.168.56.31, and Ready.
✘  dns.external-from-pod.worker-1  pod on worker-1  61.0 s  A pod on worker-1 finds github.com.

✘ dns.external-from-pod.worker-1: A pod on worker-1 finds github.com.
  seen:    exit status 28: timed out
  command: ${failing.command}
  look at: ./lab kubectl -n kube-system logs -l k8s-app=kube-dns

1 of 2 claims is not true: dns.external-from-pod.worker-1

1 passed, 1 failed`.slice(1),
  );
});

test('a claim that was true only after failed looks is told, although it is true', () => {
  const failedLooks = { count: 1, of: 21, first: 'refused', last: 'refused', unsettled: [] };
  const late = { ...holds, evidence: 'Ready; but 1 of 21 looks failed: refused', failedLooks };
  const text = terminalText(labReport(reportOf(late, failing)));
  expect(text).toContain(
    '\n\n! nodes.ready.worker-1 is true, but not at once\n  seen:    Ready; but 1 of 21 looks failed: refused\n\n✘ dns.',
  );
  expect(terminalText(labReport(reportOf(holds)))).not.toContain('not at once');
});

test('a claim that could not be asked counts neither as true nor as false', () => {
  const reason = 'there is no outsider';
  const text = terminalText(
    labReport(reportOf(holds, { ...holds, id: 'safety.x', evidence: `not asked: ${reason}`, notAsked: reason })),
  );
  expect(text).toContain('\n–  safety.x');
  expect(text).toContain('\n\n– safety.x is not asked: there is no outsider\n\n');
  expect(text).toMatch(/\n\nall 1 claims that can be asked are true, 1 was not asked\n\n1 passed, 0 failed, 1 not asked$/);
});

test('nothing that a program printed steers the terminal', () => {
  const text = terminalText(labReport(reportOf(broken)));
  expect(text).toContain('␛[31m');
  // eslint-disable-next-line no-control-regex -- they are what this is about
  expect(text).not.toMatch(/[\0-\x09\x0b-\x1f]/);
});

test('the sentences are there in Korean as well', () => {
  expect(terminalText(labReport(reportOf(failing)), 'ko')).toContain('✘ dns.external-from-pod.worker-1: worker-1의 파드가');
});

test('when all is true it ends with that', () => {
  expect(terminalText(labReport(reportOf(holds, holds)))).toMatch(/\n\nall 2 claims are true\n\n2 passed, 0 failed$/);
});
