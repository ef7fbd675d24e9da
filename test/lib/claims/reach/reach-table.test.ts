import { claimsOf, reachTable } from '../../../../lib/claims';
import { callerKinds, callersOf, destinationsOf } from '../../../../lib/claims/reach/places';
import { rules } from '../../../../lib/claims/reach/rules';
import { describeCell } from '../../../../lib/claims/reach/summary';
import { resolveLab } from '../../../../lib/model';
import { labs } from '../../fake-lab/labs';

describe.each(Object.entries(labs))('the table of %s', (_what, definition) => {
  const lab = resolveLab(definition);
  const cells = reachTable(lab);

  test('has a cell for each destination and each place', () => {
    for (const destination of destinationsOf(lab)) {
      const asked = cells.filter((cell) => cell.destination.id === destination.id).map(({ caller }) => caller.id);
      expect(asked).toEqual(callersOf(lab, destination).map(({ id }) => id));
      expect(new Set(callersOf(lab, destination).map(({ kind }) => kind))).toEqual(new Set(callerKinds));
    }
    expect(destinationsOf(lab).length).toBe(lab.services.length + 4);
  });

  test('has claims or a reason in every cell', () => {
    const ids = claimsOf(lab).map(({ id }) => id);
    for (const cell of cells) {
      expect(cell.claims.filter((id) => !ids.includes(id))).toEqual([]);
      expect(cell.claims.length > 0).toBe(cell.expected !== 'empty');
      if (cell.expected === 'empty') expect(cell.because).toMatch(/\w/);
      expect(describeCell(lab, cell)).not.toMatch(/undefined|\[object/);
    }
  });

  test('has every claim of its topic, once each, but for the one that makes a Service of its own', () => {
    const own = cells.flatMap(({ claims }) => claims).filter((id) => id.startsWith('reach.'));
    expect(own).toEqual(
      claimsOf(lab)
        .filter(({ topic, id }) => topic === 'reach' && id !== 'reach.follows-change')
        .map(({ id }) => id),
    );
  });
});

test('a Service may have the name of something that every lab has', () => {
  const services = { 'name-server': { type: 'ClusterIP' }, 'cluster-dns': { type: 'NodePort' } } as const;
  const ids = reachTable(resolveLab({ services, workloads: { web: { kind: 'api-tester' } } })).flatMap(({ claims }) => claims);
  expect(ids).toContain('reach.service.name-server.from-pod.worker-1');
  expect(ids).toContain('cluster-ip.closed-from-lan.name-server');
  expect(ids.filter((id, index) => id.startsWith('reach.') && ids.indexOf(id) !== index)).toEqual([]);
});

test('every rule says how, by whom else it is shown, or why it is empty', () => {
  for (const byCaller of Object.values(rules))
    for (const rule of Object.values(byCaller))
      expect(Number('ways' in rule) + Number('shownBy' in rule) + Number('because' in rule)).toBe(1);
});
