import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { WayLine } from './way';

/** How far a line bows to the left, in pixels: two lines between the same boxes lie beside each other. */
const bow = { request: 26, answer: 44 } as const;

/** A way over the picture. It is told by its steps' own words, and is no more to a screen reader than a line. */
export const wayPath = ({ kind, from, to }: WayLine, arrow: string): VNode => html`
  <path
    class=${`way ${kind}`}
    aria-hidden="true"
    d=${`M${from.x} ${from.y} C${from.x - bow[kind]} ${from.y}, ${to.x - bow[kind]} ${to.y}, ${to.x} ${to.y}`}
    marker-end=${`url(#${arrow})`}
  />
`;
