import { DOMParser, type Element } from '@xmldom/xmldom';
import { figureFile } from '../../../lib/figure';
import { resolveLab } from '../../../lib/model';

const lab = resolveLab();
const all = (parent: Element, name: string) => Array.from(parent.getElementsByTagName(name));
const read = (text: string): Element => {
  const onError = (level: string, message: string) => {
    throw new Error(`${level}: ${message}`);
  };
  return new DOMParser({ onError }).parseFromString(text, 'image/svg+xml').documentElement!;
};

test('it is one well-formed SVG element that asks for nothing', async () => {
  const text = await figureFile(lab);
  const svg = read(text);
  expect([svg.tagName, svg.namespaceURI]).toEqual(['svg', 'http://www.w3.org/2000/svg']);
  expect(text).not.toMatch(/href|@import|url\((?!#)|<script|<image|<foreignObject/);
});

test('a screen reader is told what it is about, and each box by its own text', async () => {
  const svg = read(await figureFile(lab));
  const [title, description] = [all(svg, 'title')[0]!, all(svg, 'desc')[0]!];
  expect(title.textContent).toBe('Lab lesson');
  expect(svg.getAttribute('aria-labelledby')).toBe(title.getAttribute('id'));
  expect(svg.getAttribute('aria-describedby')).toBe(description.getAttribute('id'));
  const labels = all(svg, 'g').map((group) => group.getAttribute('aria-label'));
  expect(labels).toContain('LoadBalancer, api-tester-lb, 192.168.56.60:80,443');
});

test('it says everything in one language, and its ids are not those of the other one', async () => {
  const [english, korean] = [await figureFile(lab), await figureFile(lab, { language: 'ko' })];
  expect(read(korean).getAttribute('lang')).toBe('ko');
  expect(korean).toContain('>서비스 네트워크<');
  expect(korean).not.toContain('Service network');
  const ids = (text: string) => [...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(ids(korean).filter((id) => ids(english).includes(id))).toEqual([]);
});

test('marks and changes are words, not colours alone', async () => {
  const marks = new Map([['lan', { kind: 'false', text: '✘ 2/14' } as const]]);
  expect(await figureFile(lab, { marks })).toContain('>✘ 2/14<');
  const changed = await figureFile(lab, { before: resolveLab({ workers: 3 }) });
  expect(changed).toContain('>Lab lesson: what changes<');
  expect(changed).toContain('>− goes<');
});
