/**
 * A shell command that reads `input` as it is: a here-document with a quoted end (POSIX, Shell Command Language, section 2.7.4). An empty
 * line follows.
 * @param input text; a last line without an end gets one
 */
export function withInput(command: string, input: string): string {
  const text = input.endsWith('\n') ? input : `${input}\n`;
  const lines = new Set(text.split('\n'));
  let end = 'EOF';
  while (lines.has(end)) end += '_';
  return `${command} <<'${end}'\n${text}${end}\n`;
}
