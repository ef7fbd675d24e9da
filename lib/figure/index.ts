import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { Lab } from '../model';
import type { Language } from '../verify';
import { withChanges } from './changes';
import { layOut } from './layout';
import { withMarks } from './change-marks';
import { heading } from './lines';
import type { Mark } from './scene';
import { sceneOf } from './scene-of';
import { svg } from './svg';
import { type FigureStep, wayLines, withSteps } from './way';
import type { Say } from './figure-words';

export type { Mark } from './scene';
export type { FigureStep } from './way';

/** What a picture shows besides the lab. */
export interface FigureOptions {
  /** Default: English. */
  readonly language?: Language;
  /** What the lab was before: what comes, goes and changes is marked. Default: nothing is marked. */
  readonly before?: Lab;
  /** Marks by the ids of boxes. Default: none. */
  readonly marks?: ReadonlyMap<string, Mark>;
}

/** The picture of a lab's network as an element of a page. The same lab gives the same picture. */
export async function figure(lab: Lab, { language = 'en', before, marks = new Map() }: FigureOptions = {}): Promise<VNode> {
  const say: Say = (sentence) => sentence[language];
  const scene = sceneOf(lab, say);
  const shown = before ? withChanges(sceneOf(before, say), scene, say) : scene;
  return svg(await layOut(withMarks(shown, marks)), language);
}

/** A request's way over the picture of a lab, as a file. @param title of the picture */
export async function wayFile(lab: Lab, title: string, steps: readonly FigureStep[], language: Language): Promise<string> {
  const scene = { ...sceneOf(lab, (sentence) => sentence[language]), title: heading(title) };
  const layout = await layOut(withSteps(scene, steps));
  const description = steps.map(({ text }) => text).join('. ');
  return `${renderToString(svg(layout, language, { description, way: wayLines(layout, steps) }))}\n`;
}

/** The picture of a lab's network as a file. */
export const figureFile = async (lab: Lab, options?: FigureOptions): Promise<string> =>
  `${renderToString(await figure(lab, options))}\n`;
