import { pasteable } from '../../host/shell';

/** How one command of a batch ended. */
export interface BatchPart {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A POSIX shell script that runs commands one after another and prints what each of them printed, between lines that begin
 * with `mark`, a word that is in none of it. Each has an empty standard input.
 */
export function batchScript(commands: readonly (readonly string[])[], mark: string): string {
  const calls = commands.map(([file, ...args], index) => `lab_run ${index} ${pasteable(file!, args)}`);
  return `lab_err=$(mktemp)
lab_run() {
  lab_n=$1; shift
  echo "${mark} $lab_n out"
  "$@" 2>"$lab_err" </dev/null
  printf '\\n%s\\n' "${mark} $lab_n err $?"
  cat "$lab_err"; echo
}
${calls.join('\n')}
rm -f "$lab_err"
`;
}

/** Reads what the script printed; undefined for a command that did not come to its end. */
export function readBatch(stdout: string, count: number, mark: string): (BatchPart | undefined)[] {
  return Array.from({ length: count }, (_, index) => {
    const out = between(stdout, `${mark} ${index} out\n`, `\n${mark} ${index} err `);
    if (!out) return undefined;
    const rest = stdout.slice(out.end);
    const status = /^(\d+)\n/.exec(rest);
    if (!status) return undefined;
    const next = rest.indexOf(`\n${mark} ${index + 1} out\n`);
    // The last command's output ends with the whole, whose final newline may have been taken off.
    if (next < 0 && index < count - 1) return undefined;
    const stderr = rest.slice(status[0].length, next < 0 ? undefined : next);
    return { exitCode: Number(status[1]), stdout: withoutFinalNewline(out.text), stderr: withoutFinalNewline(stderr) };
  });
}

function between(text: string, start: string, end: string): { readonly text: string; readonly end: number } | undefined {
  const from = text.indexOf(start);
  const to = from < 0 ? -1 : text.indexOf(end, from + start.length);
  if (to < 0) return undefined;
  return { text: text.slice(from + start.length, to), end: to + end.length };
}

const withoutFinalNewline = (text: string): string => text.replace(/\n$/, '');
