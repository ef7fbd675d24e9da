import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';

/** What of a page can be linked to, and what it links to. */
export interface PageLinks {
  /** The anchors of its headings, as GitHub makes them. */
  readonly anchors: readonly string[];
  /** Targets of its links and pictures, as they are written. */
  readonly targets: readonly string[];
}

export function linksOf(markdown: string): PageLinks {
  const [anchors, targets]: [string[], string[]] = [[], []];
  const visit = (node: Nodes): void => {
    if (node.type === 'heading') anchors.push(unusedAnchor(anchorOf(textOf(node)), anchors));
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') targets.push(node.url);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(fromMarkdown(markdown, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] }));
  return { anchors, targets };
}

const textOf = (node: Nodes): string => {
  if ('children' in node) return node.children.map(textOf).join('');
  return 'value' in node ? node.value : '';
};

/** GitHub's rule: lower case, without punctuation, a hyphen for each space. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');

function unusedAnchor(anchor: string, used: readonly string[]): string {
  let free = anchor;
  for (let number = 1; used.includes(free); number += 1) free = `${anchor}-${number}`;
  return free;
}

/**
 * The relative links of pages that lead nowhere: `PAGE: TARGET`. Links with a scheme are not followed.
 * @param pages paths below `root`
 */
export function deadLinks(root: string, pages: readonly string[]): readonly string[] {
  const read = (path: string): PageLinks => linksOf(readFileSync(join(root, path), 'utf8'));
  return pages.flatMap((page) =>
    read(page)
      .targets.filter((target) => !/^[a-z]+:/i.test(target))
      .filter((target) => {
        const [file, anchor] = target.split('#') as [string, string?];
        const path = file === '' ? page : normalize(join(dirname(page), decodeURIComponent(file)));
        if (!existsSync(join(root, path))) return true;
        if (anchor === undefined) return false;
        return statSync(join(root, path)).isDirectory() || !path.endsWith('.md') || !read(path).anchors.includes(anchor);
      })
      .map((target) => `${page}: ${target}`),
  );
}
