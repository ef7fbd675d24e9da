import { describeOutcome, isSeen, type Outcome, outcomeTable } from '../../../../dev/real-test/sabotages/sabotage-outcome';

const red = [{ claim: 'dns.kubernetes', seconds: 3.6, evidence: 'SERVFAIL' }];
const seen: Outcome = { id: 'one', red, missed: [], trueAgain: 8.2 };

test('a sabotage is seen when what it falsifies turns red and the lab is as before', () => {
  expect(isSeen(seen)).toBe(true);
  expect(describeOutcome(seen)).toBe('one: dns.kubernetes after 4 s; true again after 8 s');
});

test.each<[string, Partial<Outcome>]>([
  ['one that turned nothing red', { red: [] }],
  ['one that turned other claims red', { missed: ['dns.service'] }],
  ['one that left something', { fault: 'not true after the repair: dns.kubernetes (SERVFAIL)' }],
])('%s is not', (_title, change) => {
  expect(isSeen({ ...seen, ...change })).toBe(false);
});

test('what was not seen stands in the sentence and in the table', () => {
  const missed: Outcome = { id: 'another', red: [], missed: ['dns.service'], fault: 'it could not be done' };
  expect(describeOutcome(missed)).toBe('another: NOTHING turned red; still true: dns.service; it could not be done');
  expect(outcomeTable([seen, missed]).split('\n')).toEqual([
    'sabotage  red  first           after  true again  not seen',
    expect.stringMatching(/^─+ /),
    'one       1    dns.kubernetes  4 s    8 s',
    'another   0                                       dns.service; it could not be done',
  ]);
});
