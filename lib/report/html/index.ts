import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { byTopic, failures, type LabReport } from '../lab-report';
import { printableConformance } from '../conformance-result';
import { printable } from '../printable';
import { formatDuration, formatTime } from '../times';
import { tallyWords, topicWords, words } from '../words';
import { addresses } from './address-tables';
import { definition, times, versions } from './background';
import { conformance } from './conformance-section';
import { claimsByTopic, failedClaims, share, topicAnchor } from './claims';
import { figureSection } from './figure-section';
import { overview } from './overview';
import { both, code } from './elements';
import { style } from './page-style';

/**
 * Nothing is fetched and no script runs, whatever a lab's programs printed: the policy refuses it even where escaping had failed.
 * The icon is an empty one, or browsers would ask for one.
 */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** The report as one page that needs nothing else: no network, no script, light or dark, in two languages, for screen and paper. */
export async function htmlPage(given: LabReport): Promise<string> {
  const labReport = { ...given, report: printable(given.report), conformance: printableConformance(given.conformance) };
  const { lab, report } = labReport;
  const failed = failures(report.claims);
  const topics = byTopic(report);
  const drawn = await figureSection(lab, report.claims);
  const page = html`
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content=${policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${`Lab ${lab.name}: ${tallyWords(report.claims.length, failed.length).en}`}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML=${{ __html: style }}></style>
      </head>
      <body>
        ${switches(failed.length > 0)}
        <div class="page">
          <nav aria-label="Contents / 차례">${contents(labReport)}</nav>
          <main>
            ${verdict(labReport)} ${drawn} ${failedClaims(failed)} ${overview(lab, topics, report.claims)} ${addresses(lab)}
            ${claimsByTopic(topics)} ${conformance(labReport.conformance)} ${times(labReport)} ${versions(labReport.versions)}
            ${definition(labReport.definition)}
          </main>
        </div>
      </body>
    </html>
  `;
  return `<!doctype html>\n${renderToString(page)}\n`;
}

/** Radio buttons that the style sheet obeys: which language, and whether true claims are shown. */
function switches(anyFailed: boolean): VNode {
  return html`
    <header class="switches screen">
      <strong>kubernetes-network-lab</strong>
      ${
        anyFailed &&
        html`<fieldset>
          <legend class="unseen">${both(words.show)}</legend>
          ${choice('shown', 'show-all', both(words.all), true)} ${choice('shown', 'show-false', both(words.onlyFalse))}
        </fieldset>`
      }
      <fieldset>
        <legend class="unseen">Language / 언어</legend>
        ${choice('language', 'in-english', html`<bdi lang="en">English</bdi>`, true)}
        ${choice('language', 'in-korean', html`<bdi lang="ko">한국어</bdi>`)}
      </fieldset>
    </header>
  `;
}

const choice = (name: string, id: string, label: VNode, checked = false): VNode =>
  html`<input type="radio" name=${name} id=${id} checked=${checked} /><label for=${id}>${label}</label>`;

function contents({ report, conformance }: LabReport): VNode {
  const link = (id: string, label: VNode) => html`<li><a href=${`#${id}`}>${label}</a></li>`;
  return html`
    <ul>
      ${link('figure', both(words.figure))} ${!report.ok && link('not-true', both(words.notTrue))}
      ${link('overview', both(words.overview))} ${link('addresses', both(words.addresses))} ${link('claims', both(words.claims))}
      <li>
        <ul>
          ${byTopic(report).map(({ topic, claims }) =>
            link(topicAnchor(topic), html`${both(topicWords(topic))} ${share(claims)}`),
          )}
        </ul>
      </li>
      ${conformance && link('conformance', both(words.conformance))} ${link('times', both(words.timings))}
      ${link('versions', both(words.versions))} ${link('definition', both(words.definition))}
    </ul>
  `;
}

function verdict({ lab, report, generatedAt, milliseconds }: LabReport): VNode {
  const [total, failed] = [report.claims.length, failures(report.claims).length];
  return html`
    <div class=${report.ok ? 'verdict true' : 'verdict false'}>
      <h1>${both(words.lab)} ${code(lab.name)}</h1>
      <p class="tally"><span aria-hidden="true">${report.ok ? '✔' : '✘'}</span> ${both(tallyWords(total, failed))}</p>
      <p class="note">
        <time datetime=${generatedAt.toISOString()}>${formatTime(generatedAt)}</time> · ${formatDuration(milliseconds)}
      </p>
    </div>
  `;
}
