import { chosenClaims, placeNames } from '../../operations/claim-choice';
import { type UserError } from '../../host/user-error';
import { resolveLab } from '../../lib/model';
import { claimsOf } from '../../lib/claims';
import { selectClaims } from '../../lib/verify';

const lab = resolveLab();
const claims = claimsOf(lab);
const ids = (choice: Parameters<typeof chosenClaims>[1]) => chosenClaims(lab, choice).map(({ id }) => id);
const refusal = (choice: Parameters<typeof chosenClaims>[1]) => {
  try {
    ids(choice);
  } catch (error) {
    return error as UserError;
  }
  throw new Error('nothing was refused');
};

test.each([
  ['a claim there is not', { only: ['dsn'] }, /--only dsn: it is no claim of this lab/, /name a topic .nodes, .*dns/],
  ['a place nobody looks from', { from: ['moon'] }, /--from moon: no claim is seen from there/, /lan, .*outside/],
  ['a place with a slip of the pen', { from: ['worker1'] }, /--from worker1/, /did you mean worker-1\?/],
  [
    'names that leave nothing',
    { only: ['external-name'], from: ['name-server'] },
    /none of these claims is seen from name-server/,
    /--list/,
  ],
])('%s is refused as a matter of usage', (_what, choice, message, remedy) => {
  const fault = refusal(choice);
  expect(fault.kind).toBe('usage');
  expect(fault.message).toMatch(message);
  expect(fault.remedy ?? '').toMatch(remedy);
});

test('without a choice there are the claims that stop no machine', () => {
  expect(ids({})).toEqual(claims.filter(({ disruptive }) => !disruptive).map(({ id }) => id));
});

test.each([
  [['outside'], { at: 'outside' }],
  [['lan'], { at: 'lan' }],
  [['machine', 'worker-1'], { at: 'machine', name: 'worker-1' }],
  [['pod', 'pod/worker-1'], { at: 'pod', node: 'worker-1' }],
  [['pod', 'pod/db-0'], { at: 'workload', pod: 'db-0' }],
] as const)('%j names a vantage point, from the wide to the narrow', (names, from) => {
  expect(placeNames(from)).toEqual(names);
});

test('a place leaves the claims that are seen from there, in their order', () => {
  for (const place of new Set(claims.flatMap(({ from }) => placeNames(from)))) {
    const expected = claims.filter((claim) => !claim.disruptive && placeNames(claim.from).includes(place));
    if (expected.length > 0) expect(ids({ from: [place] })).toEqual(expected.map(({ id }) => id));
  }
  expect(ids({ only: ['dns'], from: ['worker-1', 'outside'] })).toEqual(
    claims
      .filter(
        ({ id, topic, from }) =>
          topic === 'dns' && ids({}).includes(id) && ['worker-1', 'outside'].includes(placeNames(from).at(-1)!),
      )
      .map(({ id }) => id),
  );
});

test('no id is the beginning of another, so that ids name claims exactly', () => {
  for (const claim of claims) expect(selectClaims(claims, [claim.id])).toEqual([claim]);
});

test('for looking again and again, claims that change the lab are left out, unless one is named by more than its topic', () => {
  const changing = claims.filter(({ changes, disruptive }) => changes && !disruptive).map(({ id }) => id);
  expect(changing).toContain('dns.name-server-stopped');
  const looking = ids({ lookingOnly: true });
  expect(looking).toEqual(ids({}).filter((id) => !changing.includes(id)));
  expect(ids({ lookingOnly: true, only: ['dns'] })).not.toContain('dns.name-server-stopped');
  expect(ids({ lookingOnly: true, only: ['dns.name-server-stopped'] })).toEqual(['dns.name-server-stopped']);
});
