import { html } from 'htm/preact';
import type { ComponentChildren, VNode } from 'preact';
import type { Sentence } from '../../verify';

/** What can stand in the page. Text in it is escaped by Preact; nothing in this folder escapes by hand. */
export type Content = ComponentChildren;

/** A sentence in both languages; the page's switch hides one. */
export const both = ({ en, ko }: Sentence): VNode => html`<span lang="en">${en}</span><span lang="ko">${ko}</span>`;

/** What programs printed or read: in one language, in its own direction. */
export const code = (text: string): VNode => html`<code>${text}</code>`;

/** A column: its title, and whether its cells are numbers. */
export interface Column {
  readonly title: Content;
  readonly numbers?: boolean;
}

/** A table with its title. It scrolls by itself where it is wider than the page, by keyboard, too. */
export function dataTable(id: string, title: Content, columns: readonly Column[], rows: readonly (readonly Content[])[]): VNode {
  const kind = (index: number) => (columns[index]!.numbers ? 'number' : undefined);
  return html`
    <h3 id=${id}>${title}</h3>
    <div class="scroll" role="region" tabindex="0" aria-labelledby=${id}>
      <table>
        <thead>
          <tr>
            ${columns.map((column, index) => html`<th scope="col" class=${kind(index)}>${column.title}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (row) =>
              html`<tr>
                ${row.map((cell, index) => dataCell(cell, index, kind(index)))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;
}

/** The first cell of a row says what the row is about. */
const dataCell = (cell: Content, index: number, kind: string | undefined): VNode =>
  index === 0 ? html`<th scope="row" class=${kind}>${cell}</th>` : html`<td class=${kind}>${cell}</td>`;

/** A bar as long as its share of the longest. The number stands beside it. */
export const bar = (value: number, longest: number): VNode =>
  html`<span class="bar" aria-hidden="true"><span style=${{ width: `${(100 * value) / Math.max(longest, 1)}%` }}></span></span>`;
