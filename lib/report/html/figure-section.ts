import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { figure } from '../../figure';
import type { Lab } from '../../model';
import type { ClaimResult } from '../../verify';
import { claimMarks } from '../claim-marks';
import { words } from '../words';
import { both } from './elements';

/** The lab's network as a picture in both languages, each thing with how many claims about it are true. */
export async function figureSection(lab: Lab, claims: readonly ClaimResult[]): Promise<VNode> {
  const marks = claimMarks(lab, claims);
  const [english, korean] = await Promise.all([figure(lab, { language: 'en', marks }), figure(lab, { language: 'ko', marks })]);
  return html`
    <section aria-labelledby="figure">
      <h2 id="figure">${both(words.figure)}</h2>
      <p class="note">${both(words.figureNote)}</p>
      <div class="scroll picture" role="group" tabindex="0" aria-labelledby="figure">${english}${korean}</div>
    </section>
  `;
}
