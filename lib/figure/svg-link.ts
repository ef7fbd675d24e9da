import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { PlacedLink } from './layout';

/** A link with its arrow where it leads. What it connects is told by the boxes' own words. */
export function linkPath({ kind, upwards, mark, points }: PlacedLink, arrow: string): VNode {
  const end = `url(#${arrow})`;
  return html`<path
    class=${`link ${kind}${mark ? ` m-${mark.kind}` : ''}`}
    d=${`M${points.map(({ x, y }) => `${x} ${y}`).join(' L')}`}
    marker-start=${upwards ? end : undefined}
    marker-end=${upwards ? undefined : end}
  />`;
}
