import { DOMParser, type Element } from '@xmldom/xmldom';
import { journeys } from '../../../lib/path';
import { traceFigure } from '../../../lib/report';
import { predictedJourney } from '../../../lib/trace';
import { labOf, momentOf } from '../path/moments';
import { recorded } from '../trace/recorded';
import { tracedJourney } from '../trace/traced';

// A picture takes seconds on a busy machine.
jest.setTimeout(120_000);

const lab = labOf();
const predicted = (id: string) => predictedJourney(journeys(lab, momentOf(lab)).find((journey) => journey.id === id)!);
const captured = tracedJourney(recorded('load-balancer-other-node'), 40002);

const read = (text: string): Element => {
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  return new DOMParser({ onError }).parseFromString(text, 'image/svg+xml').documentElement!;
};
const texts = (svg: Element, name: string) => Array.from(svg.getElementsByTagName(name)).map((one) => one.textContent);
/** What is written in the box whose text begins so. */
const inBox = (svg: Element, beginning: string) =>
  Array.from(svg.getElementsByTagName('g'))
    .map((group) => group.getAttribute('aria-label') ?? '')
    .find((label) => label.startsWith(beginning)) ?? '';

test('a captured journey is drawn over the lab, and each translation is written where it happens', async () => {
  const svg = read(await traceFigure(lab, captured, 'en'));
  expect(inBox(svg, 'worker-2')).toMatch(
    /3 → 198\.51\.100\.20:40002 → 192\.168\.56\.60:80; DNAT, MASQUERADE becomes 192\.168\.56\.32:\d+ → 20\.96\.2\.4:8080/,
  );
  expect(inBox(svg, 'worker-2')).toMatch(/8 ← .*; undone, becomes 192\.168\.56\.60:80 → 198\.51\.100\.20:40002/);
  const ways = Array.from(svg.getElementsByTagName('path')).map((path) => path.getAttribute('class'));
  expect(ways.filter((kind) => kind === 'way request')).toHaveLength(4);
  expect(ways.filter((kind) => kind === 'way answer')).toHaveLength(5);
});

test('it stands alone, and a screen reader is told its sentence and each step in order', async () => {
  const text = await traceFigure(lab, captured, 'en');
  expect(text).not.toMatch(/href|@import|url\((?!#)|<script|<image|<foreignObject/);
  const svg = read(text);
  expect(texts(svg, 'title')).toEqual([captured.journey.sentence.en]);
  expect(texts(svg, 'desc')[0]).toMatch(/^1 → 198.* 2 → 198.* 10 ← /);
});

test('it says everything in the other language', async () => {
  const text = await traceFigure(lab, captured, 'ko');
  expect(text).toContain('DNAT, MASQUERADE 변환 →');
  expect(text).not.toMatch(/becomes|undone|asks for|refused/);
});

test('what differs is marked in words where it is, and its hop, too', async () => {
  const svg = read(await traceFigure(lab, tracedJourney(recorded('forward-drop'), 40102), 'en'));
  expect(inBox(svg, 'worker-2')).toMatch(/3 ✘ → .*✘ worker-2 ended the packet: the rule/);
});

test('every journey of the list can be drawn, and nothing of it is left out', async () => {
  for (const { id } of journeys(lab, momentOf(lab))) {
    const svg = read(await traceFigure(lab, predicted(id), 'en'));
    const steps = texts(svg, 'desc')[0]!.split(/\. (?=\d+ )/);
    const written = texts(svg, 'text');
    expect(steps.filter((step) => !written.includes(step))).toEqual([]);
  }
});
