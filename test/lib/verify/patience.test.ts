import { afterLook, type Look, type Patience } from '../../../lib/verify';

const eventually: Patience = { deadlineSeconds: 180, intervalSeconds: 5 };

/** Looks that take no time, at these seconds. */
const look = (at: number, ok: boolean, more: { unsettled?: string[]; final?: boolean; took?: number } = {}): Look => ({
  began: at * 1000,
  ended: (at + (more.took ?? 0)) * 1000,
  verdict: { ok, evidence: ok ? 'as planned' : 'refused', command: 'curl', final: more.final },
  unsettled: more.unsettled ?? [],
});
const bad = (...at: number[]) => at.map((second) => look(second, false));
const good = (...at: number[]) => at.map((second) => look(second, true));
const settling = (...at: number[]) => at.map((second) => look(second, false, { unsettled: ['Pod default/db-0 is new'] }));
const seconds = (from: number, count: number, step = 0.5) => Array.from({ length: count }, (_, index) => from + index * step);

describe('a claim that fails', () => {
  test('on a settled lab is false after three looks over ten seconds, not before', () => {
    expect(afterLook(bad(0), eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook(bad(0, 5), eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook(bad(0, 3, 6), eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook(bad(0, 5, 10), eventually)).toEqual({ ok: false, because: 'settled' });
  });

  test('on a settled lab without an answer is false after two looks that waited long', () => {
    const waited = (at: number) => look(at, false, { took: 20 });
    expect(afterLook([waited(0)], eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook([waited(0), waited(25)], eventually)).toEqual({ ok: false, because: 'settled' });
  });

  test('keeps its whole deadline while the lab is changing, counted from the end of its first look', () => {
    expect(afterLook(settling(100, 110, 120, 279), eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook(settling(100, 280), eventually)).toEqual({ ok: false, because: 'deadline' });
  });

  test('is looked at anew from the moment the lab is settled', () => {
    const looks = [...settling(0, 5, 10, 15), ...bad(20, 25)];
    expect(afterLook(looks, eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook([...looks, ...bad(30)], eventually)).toEqual({ ok: false, because: 'settled' });
  });

  test('is false at once when no look can make it true', () => {
    expect(afterLook([look(0, false, { final: true, unsettled: ['Node worker-1 is new'] })], eventually)).toEqual({
      ok: false,
      because: 'final',
    });
  });

  test('has its own deadline alone where each look changes the lab', () => {
    const changing = { ...eventually, changing: true };
    expect(afterLook(bad(0, 60, 120), changing)).toEqual({ afterSeconds: 5 });
    expect(afterLook([...bad(0, 60), ...good(120)], changing)).toEqual({ ok: true, because: 'held' });
  });
});

describe('a claim that holds', () => {
  test('is true at the first look, or when it held as often in a row as asked', () => {
    expect(afterLook(good(0), eventually)).toEqual({ ok: true, because: 'held' });
    const forbidden = { ...eventually, intervalSeconds: 3, times: 3 };
    expect(afterLook(good(0, 3), forbidden)).toEqual({ afterSeconds: 3 });
    expect(afterLook(good(0, 3, 6), forbidden)).toEqual({ ok: true, because: 'held' });
  });

  test('only after a look has failed on a changing lab is true without more', () => {
    expect(afterLook([...settling(0, 5), ...good(10)], eventually)).toEqual({ ok: true, because: 'held' });
  });

  test('only after a look has failed on a settled lab must hold nineteen times more', () => {
    expect(afterLook([...bad(0), ...good(...seconds(5, 19))], eventually)).toEqual({ afterSeconds: 0.5 });
    expect(afterLook([...bad(0), ...good(...seconds(5, 20))], eventually)).toEqual({ ok: true, because: 'held' });
  });

  test('is looked at further for half a minute at most', () => {
    expect(afterLook([...bad(0), ...good(5, 15, 34)], eventually)).toEqual({ afterSeconds: 0.5 });
    expect(afterLook([...bad(0), ...good(5, 15, 35)], eventually)).toEqual({ ok: true, because: 'held' });
  });

  test('is looked at as often as it asks for, and one failure then counts like one before', () => {
    const further = { ...eventually, furtherLooks: 3 };
    expect(afterLook(good(0, 1, 2), further)).toEqual({ afterSeconds: 0.5 });
    expect(afterLook(good(0, 1, 2, 3), further)).toEqual({ ok: true, because: 'held' });
    expect(afterLook([...good(0, 1), ...bad(2)], further)).toEqual({ afterSeconds: 5 });
    expect(afterLook([...good(0, 1), ...bad(2), ...good(7, 8, 9, 10)], further)).toEqual({ afterSeconds: 0.5 });
  });

  test('is false when it fails on a settled lab, holds, and fails again', () => {
    expect(afterLook([...bad(0), ...good(5, 6), ...bad(7)], eventually)).toEqual({ ok: false, because: 'unsteady' });
    expect(afterLook([...bad(0), ...good(5, 6), ...settling(7)], eventually)).toEqual({ afterSeconds: 5 });
    expect(afterLook([...settling(0), ...good(5, 6), ...bad(7)], eventually)).toEqual({ afterSeconds: 5 });
  });
});

test('a connection that fails once in twenty times makes a claim false in nearly every run, with nine in each of six looks', () => {
  let state = 7;
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  const isFound = (): boolean => {
    const looks: Look[] = [];
    for (let now = 0; ;) {
      looks.push(
        look(
          now,
          Array.from({ length: 9 }, random).every((drawn) => drawn >= 1 / 20),
        ),
      );
      const next = afterLook(looks, { ...eventually, furtherLooks: 5 });
      if ('ok' in next) return !next.ok;
      now += next.afterSeconds;
    }
  };
  const found = Array.from({ length: 1000 }, isFound).filter(Boolean).length;
  expect(found).toBeGreaterThan(920);
});
