import { run, tryRun } from '../../host/run';

/** Where this machine gets its Debian packages, in a form mmdebstrap takes. */
export interface AptSources {
  /** Lines of a sources.list. Empty where this machine knows no source of that release: mmdebstrap then takes Debian's own. */
  readonly lines: readonly string[];
  /** Settings for reaching them: proxies, timeouts, whether old indexes are acceptable. */
  readonly options: readonly string[];
}

/** Reads this machine's own apt configuration for a Debian release (`bookworm`), so that its mirrors and proxies are used. */
export async function aptSources(release: string): Promise<AptSources> {
  const format = '$(ORIGIN)|$(CODENAME)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)';
  const targets = await tryRun('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']);
  const settings = await run('apt-config', ['dump', 'Acquire']);
  return { lines: sourceLines(targets.stdout, release), options: acquireOptions(settings.stdout) };
}

/** Picks the release's own repositories, its updates and security fixes among all that apt knows; backports are left out. */
export function sourceLines(targets: string, release: string): string[] {
  const suites = [release, `${release}-updates`, `${release}-security`];
  const lines = targets.split('\n').flatMap((line) => {
    const [origin, codename, uri, suite, component] = line.split('|');
    if (origin !== 'Debian' || component !== 'main' || !suites.includes(codename ?? '') || uri?.startsWith('cdrom:')) return [];
    return [`deb ${uri} ${suite} main`];
  });
  return lines.some((line) => line.endsWith(` ${release} main`)) ? [...new Set(lines)] : [];
}

/** Keeps the settings about how to fetch, and leaves out apt's long list of built-in defaults. */
export function acquireOptions(dump: string): string[] {
  return dump
    .split('\n')
    .filter((line) => /^Acquire::(https?|mirror|Check-Valid-Until|Check-Date|Retries)\b.*"[^"]+";$/i.test(line));
}
