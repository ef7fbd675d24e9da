import { watchChanges, watchTable } from '../../../cli/output/watch-text';
import { labError } from '../../../host/user-error';
import type { ClaimResult } from '../../../lib/verify';
import type { Round } from '../../../operations/watch-lab';
import { broken, holds, labReport, reportOf } from '../../lib/report/fixture';

const endedAt = new Date('2026-11-25T14:03:59Z');
const round = (...claims: ClaimResult[]): Round => ({ number: 3, endedAt, report: labReport(reportOf(...claims)) });
const troubled = (message: string): Round => ({ number: 4, endedAt, trouble: labError(message) });
const failing = { ...broken, evidence: 'refused\u001b[2J\nreally' };
const many = (count: number, claim: ClaimResult): ClaimResult[] =>
  Array.from({ length: count }, (_, index) => ({ ...claim, id: `${claim.id}.${index}` }));
const idsIn = (text: string) => text.split('\n').filter((line) => /^[✔✘] /.test(line)).length;

describe('the table of a round', () => {
  test('has all claims where the terminal has room, one row each, and nothing in them steers it', () => {
    const text = watchTable(round(holds, failing), { rows: 24 });
    expect(text.split('\n')[0]).toBe('round 3 · 14:03:59 · 1 of 2 claims are true · 3 min 7 s');
    expect(idsIn(text)).toBe(2);
    expect(text).toContain('refused␛[2J really');
    expect(text).not.toContain('\u001b');
  });

  test('has only what is not true where there is no room for all', () => {
    const text = watchTable(round(...many(30, holds), failing), { rows: 24 });
    expect(idsIn(text)).toBe(1);
    expect(text.split('\n').at(-1)).toBe('… and 30 that are true');
  });

  test.each([1, 6, 10, 24, 50])('fits a terminal of %i rows whatever is false', (rows) => {
    for (const claims of [many(60, failing), [...many(60, holds), ...many(4, failing)], many(rows, holds)]) {
      expect(watchTable(round(...claims), { rows }).split('\n').length).toBeLessThan(Math.max(rows, 2));
    }
  });

  test('says how many more are not true than there is room for', () => {
    expect(
      watchTable(round(...many(30, failing), holds), { rows: 10 })
        .split('\n')
        .at(-1),
    ).toBe('… and 27 more, 26 of them not true');
  });

  test('of a round without a report is the reason', () => {
    expect(watchTable(troubled('the lab "lesson"\ndoes not run'), { rows: 24 })).toBe(
      'round 4 · 14:03:59 · the lab "lesson" does not run',
    );
  });
});

describe('the changes since the round before', () => {
  test('are in the first round what is not true, and the tally', () => {
    expect(watchChanges(round(holds, failing), undefined)).toEqual([
      `14:03:59 ✘ ${failing.id}: refused␛[2J really`,
      '14:03:59 1 of 2 claims are true',
    ]);
  });

  test('are claims that became false or true, and nothing where all is as before', () => {
    const mended = { ...failing, ok: true, evidence: 'answered' };
    expect(watchChanges(round(holds, failing), round(holds, mended))).toEqual([`14:03:59 ✘ ${failing.id}: refused␛[2J really`]);
    expect(watchChanges(round(holds, mended), round(holds, failing))).toEqual([`14:03:59 ✔ ${failing.id}: answered`]);
    expect(watchChanges(round(holds, failing), round(holds, { ...failing, evidence: 'timed out' }))).toEqual([]);
  });

  test('tell a reason for no report once, and the tally when there is one again', () => {
    const trouble = troubled('the lab does not run');
    expect(watchChanges(trouble, round(holds))).toEqual(['14:03:59 the lab does not run']);
    expect(watchChanges(trouble, trouble)).toEqual([]);
    expect(watchChanges(round(holds), trouble)).toEqual(['14:03:59 1 of 1 claims are true']);
  });
});
