import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './paths';

/** The cache's folder in which `host/bootstrap/bring` keeps a program: `runtime/node-0123456789abcdef`. */
export function broughtFolder(what: 'node' | 'go', checkout: string = projectRoot): string {
  const packages = readFileSync(join(checkout, 'host', 'bootstrap', `${what}.txt`));
  return join('runtime', `${what}-${createHash('sha256').update(packages).digest('hex').slice(0, 16)}`);
}

/** The folder of the Node.js that runs this program, where `host/bootstrap/bring` put it into the cache; undefined for the machine's own. */
export const broughtNode = (program: string = process.execPath): string | undefined =>
  /\/runtime\/node-[0-9a-f]{16}\/bin\/node$/.test(program) ? dirname(program) : undefined;
