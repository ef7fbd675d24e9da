import { html } from 'htm/preact';
import type { VNode } from 'preact';
import { sign } from './elk-graph';
import type { PlacedBox, PlacedLine } from './layout';
import { baseline } from './text-size';

/** A line of text. Its style's name is the class's. */
export const lineText = ({ style, x, y, text }: PlacedLine): VNode =>
  html`<text class=${`f-${style}`} x=${x} y=${y + baseline(style)}>${text}</text>`;

/** A box with its text and the boxes in it, as a group that is called what it says. */
export const boxShape = (box: PlacedBox, arrow: string): VNode => html`
  <g
    class=${`b-${box.kind}${box.mark ? ` m-${box.mark.kind}` : ''}`}
    role=${box.lines.length > 0 ? 'group' : undefined}
    aria-label=${box.lines.length > 0 ? box.lines.map(({ text }) => text).join(', ') : undefined}
  >
    <rect class="area" x=${box.x} y=${box.y} width=${box.width} height=${box.height} rx="4" />
    ${signOf(box, arrow)} ${box.lines.map(lineText)} ${box.boxes.map((inner) => boxShape(inner, arrow))}
  </g>
`;

/** What the text of a key is about, before it. */
function signOf({ kind, x, y, height }: PlacedBox, arrow: string): VNode | null {
  const [, shown] = kind.split('key-');
  if (shown === undefined) return null;
  const middle = y + height / 2;
  if (shown === 'pod') return html`<rect class="sign" x=${x + 8} y=${middle - 6} width=${sign - 18} height="12" rx="3" />`;
  return html`<path class=${`link ${shown}`} d=${`M${x + 4} ${middle} H${x + sign - 8}`} marker-end=${`url(#${arrow})`} />`;
}
