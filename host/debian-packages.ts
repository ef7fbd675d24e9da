import { environmentError } from './user-error';
import { uninterrupted } from './interruption';
import type { Progress } from './progress';
import { run, tryRun } from './run';
import { withoutServiceStarts } from './service-starts';

/** Those of the named Debian packages that are not installed on this machine, in the order given. */
export async function missingPackages(names: readonly string[]): Promise<string[]> {
  const list = await tryRun('dpkg-query', ['--show', '--showformat', '${Package}\t${db:Status-Status}\n', ...names]).catch(
    (cause: unknown) => {
      throw environmentError('this machine has no dpkg, so it is not Debian and its packages cannot be looked up', {
        remedy: 'build the lab on Debian 12; docs/hypervisor.md says what works elsewhere, under "Which systems"',
        cause,
      });
    },
  );
  const installed = new Set(
    list.stdout.split('\n').flatMap((line) => (line.endsWith('\tinstalled') ? [line.split('\t')[0]] : [])),
  );
  return names.filter((name) => !installed.has(name));
}

/**
 * Installs those of the named packages that are missing, without the services in them being started.
 * @throws an environment fault that names exactly what is missing when this program is not root.
 */
export async function installPackages(names: readonly string[], progress: Progress): Promise<void> {
  const missing = await missingPackages(names);
  if (missing.length === 0) return;
  const install = ['install', '--yes', '--no-install-recommends', ...missing];
  if (process.getuid?.() !== 0) {
    throw environmentError(`Debian packages are missing and only root can install them: ${missing.join(' ')}`, {
      remedy: `run: sudo apt-get ${install.join(' ')}`,
    });
  }
  await progress.step(`Debian packages on this machine: ${missing.join(' ')}`, async (step) => {
    const options = {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
      onLine: (line: string) => step.detail(line.slice(0, 100)),
      // dpkg that is killed in the middle leaves a machine that has to be repaired by hand.
      patience: 10 * 60_000,
      errorKind: 'environment',
      remedy: 'see what apt-get says above; then run the same command again',
    } as const;
    const wait = ['-o', 'DPkg::Lock::Timeout=300'];
    await run('apt-get', [...wait, 'update'], options);
    // dpkg ended half way leaves the machine's packages broken.
    await withoutServiceStarts(() =>
      uninterrupted(() => run('apt-get', [...wait, ...install], { ...options, outlives: true }), installLimit),
    );
  });
}

/** Seconds. */
const installLimit = 30 * 60;
