import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Conformance } from '../conformance-result';
import { formatDuration, formatTime } from '../times';
import { words } from '../words';
import { both, dataTable } from './parts';

/** Kubernetes' own tests, where they were run. */
export function conformance(run: Conformance | undefined): VNode | null {
  if (!run) return null;
  const passed = run.tests.filter((test) => test.passed).length;
  return html`
    <section aria-labelledby="conformance">
      <h2 id="conformance">${both(words.conformance)}</h2>
      <p class="note">${both(words.conformanceNote)}</p>
      ${dataTable(
        'conformance-tests',
        html`${passed}/${run.tests.length}, ${formatTime(run.finishedAt)}`,
        [{ title: both(words.test) }, { title: both(words.result) }, { title: both(words.time), numbers: true }],
        run.tests.map((test) => [
          test.name,
          test.passed ? both(words.passed) : html`${both(words.failed)} <code>${test.reason}</code>`,
          formatDuration(test.milliseconds),
        ]),
      )}
    </section>
  `;
}
