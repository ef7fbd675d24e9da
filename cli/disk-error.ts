/** What this machine's disk refused (errno(3)), and where; undefined for any other error. */
export function diskError(error: unknown): string | undefined {
  const words: Readonly<Record<string, string>> = {
    ENOSPC: 'the disk is full',
    EDQUOT: "this user's share of the disk is full",
    EROFS: 'the disk is read-only',
    EACCES: 'this user may not write',
    EIO: 'the disk does not work',
  };
  const { code, path, message } = error as NodeJS.ErrnoException;
  const what = code === undefined ? undefined : words[code];
  return what && `${what}: ${path ?? message}`;
}
