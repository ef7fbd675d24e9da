import { conformanceFailure, type ConformanceTest, conformanceTally, conformanceText, htmlPage } from '../../../lib/report';
import { holds, hostile, labReport, reportOf } from './fixture';

const passed: ConformanceTest = { name: '[sig-network] DNS should answer', passed: true, milliseconds: 61_234 };
const failed: ConformanceTest = {
  name: '[sig-network] Services should serve',
  passed: false,
  milliseconds: 500,
  reason: hostile,
};

const skipped: ConformanceTest = {
  ...{ name: '[sig-network] Services should be large', passed: false, skipped: true, milliseconds: 1, reason: 'needs 5 nodes' },
};

test('a terminal shows each test, then why some did not pass, and nothing steers it', () => {
  const text = conformanceText({ tests: [passed, failed, skipped], faults: ['exit status 2\u001b'] });
  expect(text.split('\n')).toContain('✔  61.2 s  [sig-network] DNS should answer');
  expect(text).toMatch(/\n✘ \[sig-network\] Services should serve\n.*␛\[31m/s);
  expect(text).not.toContain('\u001b');
  expect(text.split('\n').slice(-3)).toEqual(['✘ exit status 2␛', '', '1 passed, 1 failed, 1 skipped']);
  expect(text).toContain('\n\n- [sig-network] Services should be large\nneeds 5 nodes\n');
});

test('a run has passed when no test failed and nothing is wrong with the run; skipped tests are counted for themselves', () => {
  const tests = [passed, failed, skipped];
  expect(conformanceTally({ tests })).toEqual({ passed: 1, failed: 1, skipped: 1 });
  expect(conformanceFailure({ tests: [passed, skipped] })).toBeUndefined();
  expect(conformanceFailure({ tests, faults: ['2 of 5 tests did not run'] })).toBe(
    '1 of 3 tests failed: [sig-network] Services should serve; 2 of 5 tests did not run',
  );
  expect(conformanceFailure({ tests: [], faults: ['no test ran'] })).toBe('no test ran');
});

test('the page has a part for them only where they were run, and what they printed is text there', async () => {
  const report = labReport(reportOf(holds));
  expect(await htmlPage(report)).not.toContain('id="conformance"');
  const page = await htmlPage({
    ...report,
    conformance: {
      finishedAt: new Date('2025-11-24T01:00:00Z'),
      tests: [passed, failed, skipped],
      faults: ['exit status 2\u001b'],
    },
  });
  for (const text of [
    'id="conformance"',
    'href="#conformance"',
    passed.name,
    failed.name,
    '1/2',
    '&lt;script>',
    'needs 5 nodes',
    '건너뜀',
    'exit status 2␛',
  ])
    expect(page).toContain(text);
  for (const text of ['<script', '\u001b']) expect(page).not.toContain(text);
});
