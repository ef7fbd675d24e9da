import { dirname } from 'node:path';

/** The folder of the Node.js that runs this program, where `host/bootstrap/bring` put it into the cache; undefined for the machine's own. */
export const broughtNode = (program: string = process.execPath): string | undefined =>
  /\/runtime\/node-[0-9a-f]{16}\/bin\/node$/.test(program) ? dirname(program) : undefined;
