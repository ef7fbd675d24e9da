import { execFileSync } from 'node:child_process';

/** What a machine's user data does, in order. */
interface Done {
  /** Each file that it writes, by its path: the mode it asks for, and its text. */
  readonly files: Readonly<Record<string, { readonly mode: string; readonly text: string }>>;
  /** The other commands. */
  readonly commands: readonly string[];
}

/** In place of the programs that change a machine. Records end in NUL, which no text has. */
const recording = `
file() { printf 'file\\n%s\\n%s\\n' "$1" "$2"; cat; printf '\\0'; }
decoded() { { printf 'decoded '; cat; } | file "$1" "$2"; }
hostname() { printf 'hostname %s\\0' "$*"; }
chown() { printf 'chown %s\\0' "$*"; }
systemctl() { printf 'systemctl %s\\0' "$*"; }
`;

/** Runs user data in a real shell, with nothing to write to. */
export function runUserData(script: string): Done {
  const ours = script.replace(/^file\(\) .*\ndecoded\(\) .*\n/m, () => recording);
  if (ours === script) throw new Error('the user data does not write files as this test expects');
  const records = execFileSync('bash', ['-c', ours], { encoding: 'utf8', env: { PATH: process.env.PATH } })
    .split('\0')
    .slice(0, -1);
  const files: Record<string, { mode: string; text: string }> = {};
  const commands: string[] = [];
  for (const record of records) {
    const [, mode, path, text] = /^file\n(.*)\n(.*)\n([^]*)$/.exec(record) ?? [];
    if (path === undefined) commands.push(record);
    else files[path] = { mode: mode!, text: text! };
  }
  return { files, commands };
}
