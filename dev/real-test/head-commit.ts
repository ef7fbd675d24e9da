import { projectRoot } from '../../host/paths';
import { tryRun } from '../../host/run';

/** The commit that this checkout is at, in hexadecimal; undefined outside git. */
export async function headCommit(folder = projectRoot): Promise<string | undefined> {
  const seen = await tryRun('git', ['rev-parse', '--verify', 'HEAD'], { cwd: folder, timeout: 30_000 }).catch(() => undefined);
  const commit = seen?.stdout.trim() ?? '';
  return seen?.exitCode === 0 && /^[0-9a-f]{40,64}$/.test(commit) ? commit : undefined;
}

/** A number to choose by that is the commit's own; 0 outside git. */
export const commitNumber = (commit: string | undefined): number => (commit ? parseInt(commit.slice(0, 8), 16) : 0);
