import { html } from 'htm/preact';
import type { VNode } from 'preact';
import type { Language } from '../verify';
import type { Layout, PlacedLane } from './layout';
import { boxShape, lineText } from './svg-box';
import { linkPath } from './svg-link';
import { style } from './figure-style';
import { wayPath } from './svg-way';
import type { WayLine } from './way';
import { words } from './figure-words';

/** What a picture tells besides the lab. */
export interface Told {
  /** Default: that of a lab's picture. */
  readonly description?: string;
  /** Drawn over it. Default: nothing. */
  readonly way?: readonly WayLine[];
}

/** Around the picture. */
const margin = 16;

/**
 * The picture as an SVG element that needs nothing else. A screen reader gets its title, what it is about, and each lane as a group
 * with its boxes in it. Several can stand in one page where their languages differ.
 */
export function svg(layout: Layout, language: Language, { description: told, way = [] }: Told = {}): VNode {
  const [width, height] = [layout.width + 2 * margin, layout.height + 2 * margin];
  const [title, description] = [`figure-title-${language}`, `figure-description-${language}`];
  const arrow = `figure-arrow-${language}`;
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    class="figure"
    lang=${language}
    role="group"
    aria-labelledby=${title}
    aria-describedby=${description}
    viewBox=${`${-margin} ${-margin} ${width} ${height}`}
    width=${width}
    height=${height}
  >
    <title id=${title}>${layout.title.text}</title>
    <desc id=${description}>${told ?? words.description[language]}</desc>
    <style dangerouslySetInnerHTML=${{ __html: style }}></style>
    <defs>
      <marker
        id=${arrow}
        viewBox="0 0 8 8"
        refX="7"
        refY="4"
        markerUnits="userSpaceOnUse"
        markerWidth="10"
        markerHeight="10"
        orient="auto-start-reverse"
      >
        <path class="arrow" d="M0 0.5 L8 4 L0 7.5 z" />
      </marker>
    </defs>
    <rect class="paper" x=${-margin} y=${-margin} width=${width} height=${height} />
    ${lineText(layout.title)} ${layout.lanes.map(ground)}
    <g>${layout.links.map((link) => linkPath(link, arrow))}</g>
    ${layout.lanes.map((lane) => lane.boxes.map((box) => boxShape(box, arrow)))} ${way.map((line) => wayPath(line, arrow))}
  </svg>`;
}

/** A lane without its boxes: links lie above it and below them. */
const ground = ({ kind, mark, lines, x, y, width, height }: PlacedLane): VNode => html`
  <g class=${`l-${kind}${mark ? ` m-${mark.kind}` : ''}`}>
    <rect class="area" x=${x} y=${y} width=${width} height=${height} rx="6" />
    ${lines.map(lineText)}
  </g>
`;
