import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedStep, type CachedStep } from '../../host/cached-step';
import { cacheDir } from '../../host/paths';
import { run } from '../../host/run';
import { versions } from '../../versions';
import { makeDebianRoot } from './debian-root';
import { recipeHash } from './recipe-hash';
import { OciLayout } from './umoci';

/** Debian packages of the container images that need more than one static program. */
export const containerPackages = {
  toolbox: [
    'bind9-dnsutils',
    'ca-certificates',
    'curl',
    'iproute2',
    'iputils-ping',
    'less',
    'netcat-openbsd',
    'openssl',
    'procps',
    'tcpdump',
  ],
  kubeProxy: ['conntrack', 'iptables', 'kmod', 'nftables'],
  postgres: [`postgresql-${versions.postgres}`],
} as const;

/** The database's user in its container. Fixed, because the data on a volume carries it. */
export const postgresUser = 999;

export const debianContainersStep = (onDetail?: (text: string) => void): CachedStep => ({
  name: 'debian-containers',
  inputs: {
    debian: versions.debian,
    packages: JSON.stringify(containerPackages),
    recipe: recipeHash('debian-containers.ts', 'debian-root.ts', 'umoci.ts'),
  },
  build: (folder) => build(folder, onDetail),
});

/**
 * The folder of an OCI layout with the Debian part of `toolbox`, `kubeProxy` and `postgres`: layers on one shared base,
 * without the programs and settings that container-images.ts adds.
 */
export async function debianContainers(onDetail?: (text: string) => void): Promise<string> {
  const { folder } = await cachedStep(join(cacheDir(), 'image'), debianContainersStep(onDetail));
  return join(folder, 'layout');
}

async function build(folder: string, onDetail?: (text: string) => void): Promise<void> {
  const layout = await OciLayout.create(join(folder, 'layout'));
  const scratch = join(folder, 'scratch');
  const bundle = join(folder, 'bundle');
  mkdirSync(scratch);
  onDetail?.('Debian base of the containers');
  await layout.newImage('base');
  await layout.change('base', 'base', bundle, (target) => makeDebianRoot({ base: 'essential', packages: [], target, scratch }));
  for (const [name, packages] of Object.entries(containerPackages)) {
    onDetail?.(`Debian packages of the container ${name}`);
    await layout.change('base', name, bundle, async (target) => {
      if (name === 'postgres') await preparePostgres(target);
      await makeDebianRoot({ base: 'existing', packages, target, scratch });
      // A key pair that a package made for this one tree must not be the same in every copy of it.
      rmSync(join(target, 'etc/ssl/private/ssl-cert-snakeoil.key'), { force: true });
    });
  }
  await layout.remove('base');
  rmSync(scratch, { recursive: true });
}

/** Settles the user's number, and keeps the package from making a database that would be in every copy of the image. */
async function preparePostgres(root: string): Promise<void> {
  await run('groupadd', ['--prefix', root, '--gid', String(postgresUser), 'postgres']);
  const home = ['--home-dir', '/var/lib/postgresql', '--shell', '/bin/sh'];
  await run('useradd', ['--prefix', root, '--uid', String(postgresUser), '--gid', String(postgresUser), ...home, 'postgres']);
  mkdirSync(join(root, 'etc/postgresql-common'), { recursive: true });
  writeFileSync(join(root, 'etc/postgresql-common/createcluster.conf'), 'create_main_cluster = false\n');
}
