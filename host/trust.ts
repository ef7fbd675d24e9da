import { lstatSync, readlinkSync, type Stats } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';

/** Whose files are as good as this user's own: root's, this process's, and those of the user who called sudo. */
export interface Trusted {
  readonly users: readonly number[];
  readonly groups: readonly number[];
}

export function trusted(env: NodeJS.ProcessEnv = process.env): Trusted {
  const [user, group] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  // Only root can trust what sudo says; for anyone else the variables are just text.
  const caller = (name: string): number[] => (user === 0 && /^\d+$/.test(env[name] ?? '') ? [Number(env[name])] : []);
  return { users: [0, user, ...caller('SUDO_UID')], groups: [0, group, ...caller('SUDO_GID')] };
}

/**
 * Why another user of this machine could have written what is at `path` or put something else in its place; undefined where nobody
 * could. Every folder above counts, and every link on the way. In a sticky folder (/tmp) others cannot replace what is not theirs.
 */
export function foreignWriter(path: string, who: Trusted = trusted()): string | undefined {
  for (const { place, stats, last } of placesOnTheWay(resolve(path))) {
    if (!who.users.includes(stats.uid)) return `${place} belongs to the user ${stats.uid}${mode(stats)}`;
    if (stats.isSymbolicLink()) continue;
    const open = (stats.mode & 0o002) !== 0 || ((stats.mode & 0o020) !== 0 && !who.groups.includes(stats.gid));
    const sticky = stats.isDirectory() && (stats.mode & 0o1000) !== 0 && !last;
    if (open && !sticky) return `${place} can be written by other users${mode(stats)}`;
  }
  return undefined;
}

const mode = ({ mode, gid }: Stats): string => ` (mode ${(mode & 0o7777).toString(8).padStart(4, '0')}, group ${gid})`;

interface Place {
  readonly place: string;
  readonly stats: Stats;
  /** Whether it is what the path names, not a folder or a link on the way to it. */
  readonly last: boolean;
}

/** As many links as the kernel follows (path_resolution(7)). */
const manyLinks = 40;

/** The folders and links from / to what a path names, as the kernel walks them, as far as there are any. */
function* placesOnTheWay(path: string): Generator<Place> {
  let at = '/';
  let links = 0;
  const ahead = path.split(sep).filter(Boolean);
  yield { place: at, stats: lstatSync(at), last: ahead.length === 0 };
  while (ahead.length > 0) {
    const place = join(at, ahead.shift()!);
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (!stats) return;
    yield { place, stats, last: ahead.length === 0 && !stats.isSymbolicLink() };
    if (!stats.isSymbolicLink()) {
      at = place;
      continue;
    }
    if ((links += 1) > manyLinks) return;
    const target = resolve(dirname(place), readlinkSync(place));
    ahead.unshift(...target.split(sep).filter(Boolean));
    at = '/';
  }
}
