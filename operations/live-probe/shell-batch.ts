import { pasteable } from '../../host/shell';

/** How one command of a batch ended. */
export interface BatchPart {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * So many commands of a batch run side by side. Most of them wait for the network, and one that waits until its limit must not make all
 * others wait; but an emulated machine has one or two slow processors.
 */
const sideBySide = 3;

/**
 * A POSIX shell script that runs commands and prints what each of them printed, in their order and as soon as it has ended. Lines that
 * begin with `mark`, a word that is in none of it, lie between. Each command has an empty standard input.
 */
export function batchScript(commands: readonly (readonly string[])[], mark: string): string {
  const starts = commands.map(([file, ...args], index) => `lab_run ${index} ${pasteable(file!, args)} & lab_pid_${index}=$!`);
  const tells = commands.map((_command, index) => `wait $lab_pid_${index}; lab_tell ${index} $?`);
  const steps = tells.flatMap((tell, index) => [tell, ...starts.slice(index + sideBySide, index + sideBySide + 1)]);
  return `lab_dir=$(mktemp -d) || exit 1
lab_run() {
  lab_n=$1; shift
  "$@" >"$lab_dir/out$lab_n" 2>"$lab_dir/err$lab_n" </dev/null
}
lab_tell() {
  echo "${mark} $1 out"
  cat "$lab_dir/out$1"
  printf '\\n%s\\n' "${mark} $1 err $2"
  [ ! -s "$lab_dir/err$1" ] || cat "$lab_dir/err$1"
  printf '\\n%s\\n' "${mark} $1 end"
}
${[...starts.slice(0, sideBySide), ...steps].join('\n')}
rm -r "$lab_dir"
`;
}

/** Reads what the script prints, piece by piece. */
export class BatchReader {
  private text = '';
  private next = 0;

  constructor(private readonly mark: string) {}

  /** The commands that have come to their end with this piece, in their order, each with its index. */
  add(text: string): readonly (BatchPart & { readonly index: number })[] {
    this.text += text;
    const parts = [];
    for (let part = this.take(); part; part = this.take()) parts.push(part);
    return parts;
  }

  private take(): (BatchPart & { readonly index: number }) | undefined {
    const { mark, next: index } = this;
    const begin = `${mark} ${index} out\n`;
    const end = `\n${mark} ${index} end\n`;
    const [from, to] = [this.text.indexOf(begin), this.text.indexOf(end)];
    if (from < 0 || to < 0) return undefined;
    const [stdout, rest] = this.text.slice(from + begin.length, to).split(`\n${mark} ${index} err `) as [string, string];
    const [, status, stderr = ''] = /^(\d+)\n?(.*)$/s.exec(rest)!;
    this.text = this.text.slice(to + end.length);
    this.next += 1;
    return { index, exitCode: Number(status), stdout: withoutFinalNewline(stdout), stderr: withoutFinalNewline(stderr) };
  }
}

const withoutFinalNewline = (text: string): string => text.replace(/\n$/, '');
