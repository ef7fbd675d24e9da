import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api';
import type { Box, Lane, Line, Link, Scene } from './scene';
import { lineHeight, textWidth } from './text-size';

/** The room between a box and its text: left and right, above and below. */
const side = 10;
const rim = 7;
/** What a key's sign takes from the left. */
export const sign = 44;

/** The scene for the Eclipse Layout Kernel: lanes are partitions of layers, and boxes in boxes are packed. */
export const elkGraph = ({ lanes, links }: Scene): ElkNode => ({
  id: 'root',
  layoutOptions: layered,
  children: lanes.flatMap(laneNodes),
  edges: links.map(elkEdge),
});

const layered: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'DOWN',
  'elk.partitioning.activate': 'true',
  'elk.separateConnectedComponents': 'false',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.layered.spacing.nodeNodeBetweenLayers': '64',
  'elk.layered.spacing.edgeNodeBetweenLayers': '24',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '18',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'false',
};

/** The boxes of a lane, and one without a look that keeps the lane as high as its title. */
function laneNodes(lane: Lane, index: number): ElkNode[] {
  const inLane: LayoutOptions = { 'elk.alignment': 'TOP', 'elk.partitioning.partition': String(index) };
  const strut: ElkNode = { id: strutOf(lane), width: 1, height: textSize(lane.lines).height, layoutOptions: inLane };
  return [...lane.boxes.map((box) => boxNode(box, inLane)), strut];
}

export const strutOf = ({ id }: Pick<Lane, 'id'>): string => `strut.${id}`;

/** What lines of text take. */
export const textSize = (lines: readonly Line[]): { width: number; height: number } => ({
  width: Math.max(0, ...lines.map(({ text, style }) => textWidth(text, style))),
  height: lines.reduce((sum, { style }) => sum + lineHeight(style), 0),
});

/** The room around the text of a box. A row has no border to keep away from; the text of a key stands behind its sign. */
export function insetOf({ kind }: Pick<Box, 'kind'>): { left: number; right: number; top: number } {
  if (kind === 'row') return { left: 0, right: 0, top: 0 };
  return { left: kind.startsWith('key') ? sign : side, right: side, top: rim };
}

function boxNode(box: Box, more: LayoutOptions = {}): ElkNode {
  const text = textSize(box.lines);
  const { left, right, top } = insetOf(box);
  const [width, height] = [text.width + left + right, text.height + 2 * top];
  const { boxes = [], aspect = 3 } = box;
  if (boxes.length === 0) return { id: box.id, width, height, layoutOptions: more };
  return {
    id: box.id,
    children: boxes.map((inner) => boxNode(inner)),
    layoutOptions: {
      ...more,
      'elk.algorithm': 'rectpacking',
      'elk.aspectRatio': String(aspect),
      'elk.spacing.nodeNode': '8',
      // Boxes in a column are of one width.
      ...(aspect < 1 && { 'elk.rectpacking.whiteSpaceElimination.strategy': 'EQUAL_BETWEEN_STRUCTURES' }),
      'elk.nodeSize.constraints': '[MINIMUM_SIZE]',
      'elk.nodeSize.minimum': `(${width}, ${height})`,
      'elk.padding': `[top=${height},left=${left},bottom=${right},right=${right}]`,
    },
  };
}

const elkEdge = ({ above, below }: Link, index: number): ElkExtendedEdge => ({
  id: `link.${index}`,
  sources: [above],
  targets: [below],
});
