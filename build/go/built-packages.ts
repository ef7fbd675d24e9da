import { go } from './go-command';

/** What a command fails with that downloads modules. */
export const buildFailure = {
  errorKind: 'environment',
  remedy: 'where modules could not be downloaded, check the network or set GOPROXY; then run the same command again',
} as const;

/** Said at every twentieth: a log without a terminal gets a line for each. */
const steps = 20;

/**
 * Counts the packages that `go build -v` names one by one. The listener that it gives says `compiling: 300 of 1200 packages` a few
 * times, and hands on what is no package.
 */
export function countPackages(toBuild: readonly string[], onDetail: (text: string) => void): (line: string) => void {
  const waited = new Set(toBuild);
  const all = waited.size;
  let said = 0;
  return (line) => {
    if (!waited.delete(line)) return onDetail(line);
    const built = all - waited.size;
    const step = Math.floor((built * steps) / all);
    if (step > said) onDetail(`compiling: ${built} of ${all} packages`);
    said = step;
  };
}

/** The packages that a build of `program` in `folder` has to compile, the standard library's among them: what Go's cache lacks. */
export async function packagesToBuild(
  program: string,
  {
    folder,
    flags,
    onLine,
  }: { readonly folder: string; readonly flags: readonly string[]; readonly onLine: (line: string) => void },
): Promise<string[]> {
  const stale = '{{if .Stale}}{{.ImportPath}}{{end}}';
  const { stdout } = await go(['list', '-deps', '-f', stale, ...flags, program], {
    cwd: folder,
    // Its own messages, which tell of downloads; its answer is no news.
    onLine: (line) => line.startsWith('go: ') && onLine(line),
    ...buildFailure,
  });
  return stdout.split('\n').filter(Boolean);
}
