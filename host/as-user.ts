/** An account by its numbers, and the name by which its groups are known. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
  readonly name?: string;
}

/** The user who called sudo; undefined where nobody did. Only root can trust what sudo says. */
export function sudoCaller(env: NodeJS.ProcessEnv = process.env, euid = process.geteuid?.()): Account | undefined {
  const { SUDO_UID: uid, SUDO_GID: gid, SUDO_USER: name } = env;
  if (euid !== 0 || !/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '') || uid === '0') return undefined;
  return { uid: Number(uid), gid: Number(gid), name };
}

/**
 * Does work that must end before it returns with the rights of an account, so that it reads and writes only what that account may.
 * @param account undefined: with this process's own rights
 */
export function asUser<T>(account: Account | undefined, work: () => T): T {
  if (!account || account.uid === process.geteuid!()) return work();
  const groups = process.getgroups!();
  const [uid, gid] = [process.geteuid!(), process.getegid!()];
  process.setgroups!([account.gid]);
  process.setegid!(account.gid);
  process.seteuid!(account.uid);
  try {
    return work();
  } finally {
    process.seteuid!(uid);
    process.setegid!(gid);
    process.setgroups!(groups);
  }
}
