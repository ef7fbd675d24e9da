import { tailOf } from './log-file';

/** The last lines of a text. */
export const lastLines = (text: string, count: number): string => text.trimEnd().split('\n').slice(-count).join('\n');

/** Bytes: lines may be long. */
const readAtMost = 64 * 1024;

/** The last lines of a file. */
export const lastLinesOf = (file: string, count: number): string => lastLines(tailOf(file, readAtMost), count);
