import { claimsOf } from '../../../lib/claims';
import { resolveLab } from '../../../lib/model';
import type { Claim } from '../../../lib/verify';
import { disturbs, timetableOf } from '../../../lib/verify/timetable';

const claim = (id: string, more: Partial<Claim> = {}): Claim => ({ id, topic: id.split('.')[0]!, ...more }) as Claim;
const ids = (claims: readonly Claim[]) => claims.map(({ id }) => id);

test('claims that change the same thing are a row, and those that stop machines are none', () => {
  const changing = [claim('a.one', { changes: 'it' }), claim('a.two', { changes: 'other' }), claim('a.three', { changes: 'it' })];
  const stopping = claim('a.four', { disruptive: true, changes: 'it' });
  const { reading, rows, disruptive } = timetableOf([claim('b.one'), ...changing, stopping]);
  expect(rows.map(({ claims }) => ids(claims))).toEqual([['a.one', 'a.three'], ['a.two']]);
  expect([ids(reading), ids(disruptive)]).toEqual([['b.one'], ['a.four']]);
});

test('a change that does not say what it disturbs disturbs all; a row disturbs what one of its claims does', () => {
  const about = (name: string) => claim('a.one', { changes: 'it', disturbs: ({ id }) => id === name });
  expect(disturbs({ claims: [claim('a.one', { changes: 'it' })] }, claim('b.one'))).toBe(true);
  expect(disturbs({ claims: [about('b.two')] }, claim('b.one'))).toBe(false);
  expect(disturbs({ claims: [about('b.two'), about('b.one')] }, claim('b.one'))).toBe(true);
});

test('what the change with the shortest wait waits for comes first, otherwise the order of the lesson stays', () => {
  const about = (topic: string) => claim(`c.${topic}`, { changes: topic, disturbs: (reading) => reading.topic === topic });
  const reading = [claim('x.one'), claim('y.one'), claim('z.one'), claim('y.two'), claim('z.two'), claim('z.three')];
  expect(ids(timetableOf([...reading, about('z'), about('y')]).reading)).toEqual([
    'y.one',
    'y.two',
    'z.one',
    'z.two',
    'z.three',
    'x.one',
  ]);
});

describe('of the default lab', () => {
  const { reading, rows } = timetableOf(claimsOf(resolveLab()));
  const row = (id: string) => rows.find(({ claims }) => claims.some((one) => one.id === id))!;
  const disturbed = (id: string) => ids(reading.filter((one) => disturbs(row(id), one)));

  test('a database that is restarted waits for the claims about it alone', () => {
    const waited = disturbed('stateful-set.keeps-data.db');
    expect(waited).toEqual(
      expect.arrayContaining([
        'stateful-set.answers.db-0',
        'headless.records.db',
        'reach.db.from-lan',
        'stateful-set.identities.db',
      ]),
    );
    expect(waited.filter((id) => !/\bdb\b/.test(id))).toEqual([]);
    // They are asked for first.
    expect([...ids(reading.slice(0, waited.length))].sort()).toEqual([...waited].sort());
  });

  test('what makes kube-proxy write its rules waits for all that rests on them', () => {
    for (const id of ['headless.not-ready.api-tester2', 'reach.follows-change', 'dns.large-answer', 'load-balancer.new-service'])
      expect(disturbed(id)).toEqual(
        expect.arrayContaining(['cluster-ip.rules.api-tester.worker-1', 'node-port.30080.worker-1', 'reach.db.from-lan']),
      );
    expect(disturbed('reach.follows-change')).not.toContain('nodes.clock.worker-1');
  });

  test('a name server that is stopped waits for all', () => {
    expect(disturbed('dns.name-server-stopped')).toHaveLength(reading.length);
  });
});
