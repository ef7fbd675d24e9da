/** One word as a POSIX shell reads it: quoted where it must be. */
export const shellWord = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : quoted(word));

/** Any text in single quotes (POSIX shell, 2.2.2). */
export const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The command as a person would type it into a shell. */
export const pasteable = (file: string, args: readonly string[]): string => [file, ...args].map(shellWord).join(' ');
