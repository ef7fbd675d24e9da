import { type ConformanceTest, conformanceText, htmlPage } from '../../../lib/report';
import { holds, hostile, labReport, reportOf } from './fixture';

const passed: ConformanceTest = { name: '[sig-network] DNS should answer', passed: true, milliseconds: 61_234 };
const failed: ConformanceTest = {
  name: '[sig-network] Services should serve',
  passed: false,
  milliseconds: 500,
  reason: hostile,
};

test('a terminal shows each test, then why some did not pass, and nothing steers it', () => {
  const text = conformanceText([passed, failed]);
  expect(text.split('\n')).toContain('✔  61.2 s  [sig-network] DNS should answer');
  expect(text).toMatch(/\n✘ \[sig-network\] Services should serve\n.*␛\[31m/s);
  expect(text).not.toContain('\u001b');
  expect(text.split('\n').at(-1)).toBe('1 passed, 1 failed');
});

test('the page has a part for them only where they were run, and what they printed is text there', () => {
  const report = labReport(reportOf(holds));
  expect(htmlPage(report)).not.toContain('id="conformance"');
  const page = htmlPage({ ...report, conformance: { finishedAt: new Date('2025-11-24T01:00:00Z'), tests: [passed, failed] } });
  for (const text of ['id="conformance"', 'href="#conformance"', passed.name, failed.name, '1/2', '&lt;script>'])
    expect(page).toContain(text);
  for (const text of ['<script', '\u001b']) expect(page).not.toContain(text);
});
