import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedStep, stepKey, type CachedStep } from '../../host/cached-step';
import { cacheDir, projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import { versions } from '../../versions';
import { debianContainers, debianContainersStep } from './debian-containers';
import { componentModule, goProgram, goStep, type GoComponent } from './go-programs';
import { fullImageName, imageNames } from './image-names';
import { recipeHash } from './recipe-hash';
import { OciLayout, type ContainerConfig } from './umoci';

/** An image whose only file is one static program. */
interface StaticImage {
  readonly component: GoComponent;
  readonly program: string;
  /** Where the program is in the image. */
  readonly path: string;
  readonly config: ContainerConfig;
}

type ImageTag = keyof typeof imageNames;

/** kubeadm and the manifests name the command: `kube-apiserver --…`. */
const byName = (component: GoComponent, program: string): StaticImage => ({
  component,
  program,
  path: `usr/local/bin/${program}`,
  config: { command: [program] },
});
const byEntrypoint = (component: GoComponent, program: string): StaticImage => ({
  component,
  program,
  path: program,
  config: { entrypoint: [`/${program}`] },
});

export const staticImages = {
  kubeApiserver: byName('kubernetes', 'kube-apiserver'),
  kubeControllerManager: byName('kubernetes', 'kube-controller-manager'),
  kubeScheduler: byName('kubernetes', 'kube-scheduler'),
  etcd: byName('etcd', 'etcd'),
  coredns: byEntrypoint('coredns', 'coredns'),
  metallbController: byEntrypoint('metallb', 'controller'),
  metallbSpeaker: byEntrypoint('metallb', 'speaker'),
} satisfies Partial<Record<ImageTag, StaticImage>>;

const postgresEntrypoint = join(projectRoot, 'build', 'image', 'containers', 'postgres', 'entrypoint.sh');

export const debianConfigs = {
  agnhost: { entrypoint: ['/agnhost'], command: ['pause'] },
  toolbox: { command: ['sleep', 'infinity'] },
  kubeProxy: { command: ['kube-proxy'] },
  postgres: {
    entrypoint: ['/usr/local/bin/entrypoint.sh'],
    command: ['postgres'],
    environment: {
      PATH: `/usr/lib/postgresql/${versions.postgres}/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`,
      PGDATA: '/var/lib/postgresql/data/pgdata',
    },
    stopSignal: 'SIGINT',
  },
} satisfies Partial<Record<ImageTag, ContainerConfig>>;

const components: readonly GoComponent[] = ['kubernetes', 'etcd', 'coredns', 'metallb'];

export async function containerImagesStep(onDetail?: (text: string) => void): Promise<CachedStep> {
  const inputs: Record<string, string> = {
    debian: stepKey(debianContainersStep()),
    names: JSON.stringify(imageNames),
    images: JSON.stringify([staticImages, debianConfigs]),
    entrypoint: readFileSync(postgresEntrypoint, 'utf8'),
    recipe: recipeHash('container-images.ts', 'umoci.ts'),
  };
  for (const component of components) inputs[component] = stepKey(await goStep(component));
  return { name: 'container-images', inputs, build: (folder) => build(folder, onDetail) };
}

/** The folder of an OCI layout with every container image a node carries, under the names in image-names.ts. */
export async function containerImages(onDetail?: (text: string) => void): Promise<string> {
  const { folder } = await cachedStep(join(cacheDir(), 'image'), await containerImagesStep(onDetail));
  return join(folder, 'layout');
}

async function build(folder: string, onDetail?: (text: string) => void): Promise<void> {
  const layout = OciLayout.copyOf(await debianContainers(onDetail), join(folder, 'layout'));
  const stage = join(folder, 'stage');
  for (const [tag, image] of Object.entries<StaticImage>(staticImages)) {
    onDetail?.(`container image ${imageNames[tag as ImageTag]}`);
    makeTree(stage);
    put(await goProgram(image.component, image.program), join(stage, image.path));
    await addStatic(layout, tag, stage, image.config);
  }
  makeTree(stage);
  await buildPause(join(stage, 'pause'));
  await addStatic(layout, 'pause', stage, { entrypoint: ['/pause'] });

  await insertAgnhost(layout, stage);
  await layout.insert('kubeProxy', await goProgram('kubernetes', 'kube-proxy'), '/usr/local/bin/kube-proxy');
  await layout.insert('postgres', postgresEntrypoint, '/usr/local/bin/entrypoint.sh');
  for (const [tag, config] of Object.entries(debianConfigs)) await layout.configure(tag, config);
  await layout.finish(Object.fromEntries(Object.entries(imageNames).map(([tag, name]) => [tag, fullImageName(name)])));
  rmSync(stage, { recursive: true });
}

async function addStatic(layout: OciLayout, tag: string, stage: string, config: ContainerConfig): Promise<void> {
  await layout.newImage(tag);
  await layout.insert(tag, stage, '/');
  await layout.configure(tag, config);
}

/**
 * Kubernetes' own tests run a shell, curl, dig and nc in this image, and a CoreDNS that lies there
 * (https://github.com/kubernetes/kubernetes/blob/master/test/images/agnhost/Dockerfile): the toolbox has the former.
 */
async function insertAgnhost(layout: OciLayout, stage: string): Promise<void> {
  rmSync(stage, { recursive: true });
  mkdirSync(join(stage, 'uploads'), { recursive: true });
  put(await goProgram('kubernetes', 'agnhost'), join(stage, 'agnhost'));
  // What `agnhost porter` shows over TLS: Conformance asks for it.
  const porter = join(await componentModule('kubernetes', 'k8s.io/kubernetes'), 'test/images/agnhost/porter');
  for (const file of ['localhost.crt', 'localhost.key']) copyFileSync(join(porter, file), join(stage, file));
  put(await goProgram('coredns', 'coredns'), join(stage, 'coredns'));
  await layout.tag('toolbox', 'agnhost');
  await layout.insert('agnhost', stage, '/');
}

/** What even a static program may look for: the names of the users root and nobody, and a place for temporary files. */
function makeTree(stage: string): void {
  rmSync(stage, { recursive: true, force: true });
  for (const name of ['etc', 'tmp']) mkdirSync(join(stage, name), { recursive: true });
  chmodSync(join(stage, 'tmp'), 0o1777);
  writeFileSync(join(stage, 'etc/passwd'), 'root:x:0:0:root:/:/sbin/nologin\nnobody:x:65534:65534:nobody:/:/sbin/nologin\n');
  writeFileSync(join(stage, 'etc/group'), 'root:x:0:\nnogroup:x:65534:\n');
}

function put(source: string, target: string): void {
  mkdirSync(join(target, '..'), { recursive: true });
  copyFileSync(source, target);
  chmodSync(target, 0o755);
}

/** Kubernetes' own pause, process 1 of every pod: it collects dead processes and ends at once when told to. */
async function buildPause(output: string): Promise<void> {
  const sources = await componentModule('kubernetes', 'k8s.io/kubernetes');
  await run('gcc', [
    '-Os',
    '-Wall',
    '-Werror',
    '-static',
    '-s',
    `-DVERSION=${versions.pause}`,
    '-o',
    output,
    join(sources, 'build/pause/linux/pause.c'),
  ]);
}
