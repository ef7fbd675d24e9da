import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { type ClaimResult, markOf } from '../../verify';
import { failures, type TopicResults } from '../lab-report';
import { formatDuration } from '../times';
import { topicWords, vantagePointWords, words } from '../words';
import { both, code } from './elements';

/** The claims that are not true, in full, before everything else. */
export function failedClaims(claims: readonly ClaimResult[]): VNode | null {
  if (claims.length === 0) return null;
  return html`
    <section aria-labelledby="not-true">
      <h2 id="not-true">${both(words.notTrue)}</h2>
      ${claims.map((claim) => claimDetails(claim))}
    </section>
  `;
}

/** Every claim with its evidence, by topic. */
export function claimsByTopic(topics: readonly TopicResults[]): VNode {
  return html`
    <section aria-labelledby="claims">
      <h2 id="claims">${both(words.claims)}</h2>
      <p class="note screen">${both(words.commandNote)}</p>
      ${topics.map(
        ({ topic, claims }) => html`
          <section class=${failures(claims).length > 0 ? 'topic' : 'topic true'} aria-labelledby=${topicAnchor(topic)}>
            <h3 id=${topicAnchor(topic)}>${both(topicWords(topic))} ${share(claims)}</h3>
            ${claims.map((claim) => claimDetails(claim, `claim-${claim.id}`))}
          </section>
        `,
      )}
    </section>
  `;
}

export const topicAnchor = (topic: string): string => `topic-${topic}`;

/** `9/10` */
export function share(claims: readonly ClaimResult[]): VNode {
  const failed = failures(claims).length;
  return html`<span class=${failed > 0 ? 'share false' : 'share true'}>${claims.length - failed}/${claims.length}</span>`;
}

/** One claim: what it says and what was seen; opened, the command that shows it and where to look. What is not true is open. */
function claimDetails(claim: ClaimResult, id?: string): VNode {
  const { sentence, ok, evidence, command, lookAt, notAsked } = claim;
  return html`
    <details class=${ok ? 'claim true' : 'claim false'} id=${id} open=${!ok}>
      <summary>
        <span class="mark"><span aria-hidden="true">${markOf(claim)}</span>${verdictWord(ok, notAsked)}</span>
        <span class="sentence">${both(sentence)}</span>
        <span class="facts">
          <span>${both(vantagePointWords(claim.from))}</span>${' '}<span>${formatDuration(claim.milliseconds)}</span>
        </span>
        <code class="glimpse">${evidence}</code>
      </summary>
      <dl>
        <dt>${both(words.claim)}</dt>
        <dd>${code(claim.id)}</dd>
        <dt>${both(words.evidence)}</dt>
        <dd><code>${evidence}</code></dd>
        <dt>${both(words.command)}</dt>
        <dd><code class="command">${command}</code></dd>
        <dt>${both(words.lookAt)}</dt>
        <dd><code class="command">${lookAt}</code></dd>
      </dl>
    </details>
  `;
}

const verdictWord = (ok: boolean, notAsked?: string): VNode =>
  html`<span class="unseen">${both(notAsked ? words.isNotAsked : ok ? words.isTrue : words.isFalse)}</span>`;
