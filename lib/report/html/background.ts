import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Sentence } from '../../verify';
import type { LabReport, Timing, Version } from '../lab-report';
import { formatDuration, formatTime } from '../times';
import { words } from '../words';
import { bar, both, code, dataTable } from './elements';

/** How many of the slowest claims are named. */
const named = 10;

/** What took how long: the steps of `up`, and the slowest claims. */
export function times({ report, built }: LabReport): VNode {
  const slowest = [...report.claims].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, named);
  return html`
    <section class="times" aria-labelledby="times">
      <h2 id="times">${both(words.timings)}</h2>
      <div class="side-by-side">
        ${
          built &&
          html`<div>
            ${timeTable('steps', html`${both(words.steps)}, ${formatTime(built.finishedAt)}`, words.step, built.steps)}
          </div>`
        }
        <div>
          ${timeTable(
            'slowest',
            both(words.slowest),
            words.claim,
            slowest.map(({ id, milliseconds }) => ({ title: id, milliseconds })),
          )}
        </div>
      </div>
    </section>
  `;
}

function timeTable(id: string, title: VNode, what: Sentence, timings: readonly Timing[]): VNode {
  const longest = Math.max(0, ...timings.map(({ milliseconds }) => milliseconds));
  return dataTable(
    id,
    title,
    [{ title: both(what) }, { title: both(words.time), numbers: true }],
    timings.map(({ title: name, milliseconds }) => [html`${name}${bar(milliseconds, longest)}`, formatDuration(milliseconds)]),
  );
}

/** Which programs the lab is made of. */
export function versions(list: readonly Version[]): VNode {
  return html`
    <section aria-labelledby="versions">
      <h2 id="versions">${both(words.versions)}</h2>
      <ul class="versions">
        ${list.map(({ name, version }) => html`<li><span>${name}</span> ${code(version)}</li>`)}
      </ul>
    </section>
  `;
}

/** The file that builds the same lab. */
export function definition(text: string): VNode {
  return html`
    <section aria-labelledby="definition">
      <h2 id="definition">${both(words.definition)}</h2>
      <p class="note">${both(words.definitionNote)}</p>
      <pre tabindex="0">${text}</pre>
    </section>
  `;
}
