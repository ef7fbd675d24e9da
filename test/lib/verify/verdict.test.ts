import type { Observation } from '../../../lib/probe';
import { verdictOfAll } from '../../../lib/verify';

const seen: Observation = { exitCode: 0, stdout: '', stderr: '', command: './lab status', milliseconds: 1 };

describe('the verdict on several findings', () => {
  test('does not hold where one is wrong, and names the wrong ones alone', () => {
    const findings = [
      { ok: true, text: 'a is right' },
      { ok: false, text: 'b is wrong' },
      { ok: false, text: 'c is wrong' },
    ];
    expect(verdictOfAll(seen, findings)).toEqual({ ok: false, evidence: 'b is wrong; c is wrong', command: './lab status' });
  });

  test('holds where all are right, and names them all', () => {
    const findings = ['a', 'b'].map((name) => ({ ok: true, text: `${name} is right` }));
    expect(verdictOfAll(seen, findings)).toMatchObject({ ok: true, evidence: 'a is right; b is right' });
  });
});
