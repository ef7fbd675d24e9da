import type { DefinitionProblem } from '../model';

/** Byte order marks of the encodings that are not UTF-8 (https://www.unicode.org/faq/utf_bom.html#bom4), the longest first. */
const marks: readonly (readonly [encoding: string, bytes: readonly number[]])[] = [
  ['UTF-32', [0xff, 0xfe, 0x00, 0x00]],
  ['UTF-32', [0x00, 0x00, 0xfe, 0xff]],
  ['UTF-16', [0xff, 0xfe]],
  ['UTF-16', [0xfe, 0xff]],
];

/**
 * Decodes the bytes of a definition file, which are UTF-8 with or without a byte order mark.
 * @returns the text, or the problem with its place in the file.
 */
export function decodeDefinition(bytes: Buffer): string | DefinitionProblem {
  const encoding = encodingOf(bytes);
  if (encoding) return problem(`is encoded as ${encoding}`, 1, 1);
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const [line, column] = firstBadCharacter(bytes);
  return problem('is not encoded as UTF-8', line, column);
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function encodingOf(bytes: Buffer): string | undefined {
  const marked = marks.find(([, mark]) => mark.every((byte, index) => bytes[index] === byte));
  if (marked) return marked[0];
  // Without a mark every second byte of plain text is zero, and no text in UTF-8 has a zero so early.
  return bytes.length >= 4 && [bytes[0], bytes[1]].includes(0) && [bytes[2], bytes[3]].includes(0) ? 'UTF-16' : undefined;
}

/** A byte that begins no character is decoded to U+FFFD. */
function firstBadCharacter(bytes: Buffer): [line: number, column: number] {
  const before = bytes.toString('utf8').split('\ufffd', 1)[0]!.split('\n');
  return [before.length, before.at(-1)!.length + 1];
}

const problem = (reason: string, line: number, column: number): DefinitionProblem => ({
  path: '',
  value: '',
  reason,
  remedy: 'save it as UTF-8',
  position: { line, column },
});
