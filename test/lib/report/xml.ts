import { SaxesParser } from 'saxes';

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Elements and text, in order. */
  readonly children: readonly (XmlElement | string)[];
}

/** Reads a document as strictly as XML says. @throws where it is not well-formed. */
export function parseXml(text: string): XmlElement {
  const root = { name: '', attributes: {}, children: [] as (XmlElement | string)[] };
  const open = [root];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element = { name, attributes, children: [] };
    open.at(-1)!.children.push(element);
    open.push(element);
  });
  parser.on('closetag', () => void open.pop());
  parser.on('text', (value) => void open.at(-1)!.children.push(value));
  parser.write(text).close();
  return elements(root)[0]!;
}

export const elements = ({ children }: XmlElement): XmlElement[] => children.filter((child) => typeof child !== 'string');

/** Every element of a name, at any depth, in order. */
export const all = (within: XmlElement, name: string): XmlElement[] =>
  elements(within).flatMap((child) => [...(child.name === name ? [child] : []), ...all(child, name)]);

export const textOf = ({ children }: XmlElement): string =>
  children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
