import { DOMParser, type Element } from '@xmldom/xmldom';
import { environmentError } from '../../host/user-error';

/**
 * The root element of XML that virsh printed.
 * @param what names the text in the error: `the definition of the pool lab-les`
 * @throws an environment error where the text is not one whole element
 */
export function readXml(text: string, what: string): Element {
  const refuse = (reason: string) =>
    environmentError(`${what} is no XML that this program can read: ${reason.split('\n')[0]}`, {
      remedy: 'run the same command again; if it stays, look at what virsh prints',
    });
  try {
    const root = new DOMParser({ onError: stop }).parseFromString(text, 'text/xml').documentElement;
    if (root) return root;
  } catch (error) {
    throw refuse((error as Error).message);
  }
  throw refuse('it has no element');
}

/** Warnings count, too: an attribute without quotes is one. */
function stop(_level: string, message: string): never {
  throw new Error(message);
}

/** The elements that a path of names leads to, from one below `parent`: `childElements(root, 'host', 'secmodel')`. */
export function childElements(parent: Element, name: string, ...path: string[]): Element[] {
  const found = [...parent.childNodes].filter((node): node is Element => node.nodeName === name && node.nodeType === 1);
  const [next, ...rest] = path;
  return next === undefined ? found : found.flatMap((element) => childElements(element, next, ...rest));
}

/** The text of the first element that a path leads to; undefined where there is none. */
export const textAt = (parent: Element, name: string, ...path: string[]): string | undefined =>
  childElements(parent, name, ...path)[0]?.textContent?.trim();
