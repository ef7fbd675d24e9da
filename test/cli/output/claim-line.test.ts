import { claimLine } from '../../../cli/output/claim-line';

const decided = {
  ...{ claim: 'dns.one', ok: true, evidence: '200\n from \u001b[31mnginx', command: 'c', lookAt: 'l', milliseconds: 10_400 },
  ...{ looks: 1, failedLooks: 0, finished: 3, total: 143 },
};

test('a claim that is not true says in the same line what was seen, and nothing in it steers the terminal', () => {
  expect(claimLine({ ...decided, ok: false, looks: 3, failedLooks: 3 })).toBe('3/143 ✘ dns.one (10.4 s): 200 from ␛[31mnginx');
});

test('a claim that is true says no more, unless a look failed', () => {
  expect(claimLine(decided)).toBe('3/143 ✔ dns.one (10.4 s)');
  expect(claimLine({ ...decided, looks: 21, failedLooks: 1 })).toBe('3/143 ✔ dns.one (10.4 s): 200 from ␛[31mnginx');
});
