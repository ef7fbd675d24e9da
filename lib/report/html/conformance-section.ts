import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type Conformance, conformanceTally, type ConformanceTest } from '../conformance-result';
import { formatDuration, formatTime } from '../times';
import { words } from '../words';
import { both, dataTable } from './elements';

/** Kubernetes' own tests, where they were run. */
export function conformance(run: Conformance | undefined): VNode | null {
  if (!run) return null;
  const { passed, skipped } = conformanceTally(run);
  return html`
    <section aria-labelledby="conformance">
      <h2 id="conformance">${both(words.conformance)}</h2>
      <p class="note">${both(words.conformanceNote)}</p>
      ${(run.faults ?? []).map((fault) => html`<p>✘ <code>${fault}</code></p>`)}
      ${dataTable(
        'conformance-tests',
        html`${passed}/${run.tests.length - skipped}${skipped > 0 && html` (${skipped} ${both(words.skipped)})`},${' '}
        ${formatTime(run.finishedAt)}`,
        [{ title: both(words.test) }, { title: both(words.result) }, { title: both(words.time), numbers: true }],
        run.tests.map((test) => [test.name, result(test), formatDuration(test.milliseconds)]),
      )}
    </section>
  `;
}

function result({ passed, skipped, reason }: ConformanceTest): VNode {
  if (passed) return both(words.passed);
  return html`${both(skipped ? words.skipped : words.failed)} <code>${reason}</code>`;
}
