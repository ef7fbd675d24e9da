import { join } from 'node:path';
import { cachedStep, type CachedStep } from '../../host/cached-step';
import { isAssumed } from '../go/builder';
import { goBuild, goInputs, type GoProgram } from '../go/go';
import { goModuleFolder } from '../go/go-module';
import { cacheDir, projectRoot } from '../../host/paths';
import { versions } from '../../versions';

const folder = (name: string): string => join(projectRoot, 'build', 'image', 'go', name);

const [major, minor] = versions.kubernetes.slice(1).split('.');

/** What a Kubernetes program says its version is; kubeadm and the API server compare these. */
export const kubernetesVariables = Object.fromEntries(
  Object.entries({ gitVersion: versions.kubernetes, gitMajor: major, gitMinor: minor, gitTreeState: 'archive' }).map(
    ([name, value]) => [`k8s.io/component-base/version.${name}`, String(value)],
  ),
);

const kubernetes = (path: string): GoProgram => ({
  folder: folder('kubernetes'),
  package: `k8s.io/kubernetes/${path}`,
  variables: kubernetesVariables,
});
const containerd = (name: string): GoProgram => ({
  folder: folder('containerd'),
  package: `github.com/containerd/containerd/v2/cmd/${name}`,
  variables: { 'github.com/containerd/containerd/v2/version.Version': versions.containerd },
});
const metallb = (name: string): GoProgram => ({ folder: folder('metallb'), package: `go.universe.tf/metallb/${name}` });

/** Programs by component; each component has one `go.mod` under `image/go`, because their dependencies conflict. */
export const goComponents = {
  kubernetes: {
    kubeadm: kubernetes('cmd/kubeadm'),
    kubelet: kubernetes('cmd/kubelet'),
    kubectl: kubernetes('cmd/kubectl'),
    'kube-apiserver': kubernetes('cmd/kube-apiserver'),
    'kube-controller-manager': kubernetes('cmd/kube-controller-manager'),
    'kube-scheduler': kubernetes('cmd/kube-scheduler'),
    'kube-proxy': kubernetes('cmd/kube-proxy'),
    agnhost: kubernetes('test/images/agnhost'),
  },
  etcd: { etcd: { folder: folder('etcd'), package: 'go.etcd.io/etcd/server/v3' } },
  coredns: { coredns: { folder: folder('coredns'), package: 'github.com/coredns/coredns' } },
  containerd: {
    containerd: containerd('containerd'),
    ctr: containerd('ctr'),
    'containerd-shim-runc-v2': containerd('containerd-shim-runc-v2'),
  },
  metallb: { controller: metallb('controller'), speaker: metallb('speaker') },
  'cri-tools': {
    crictl: {
      folder: folder('cri-tools'),
      package: 'sigs.k8s.io/cri-tools/cmd/crictl',
      variables: { 'sigs.k8s.io/cri-tools/pkg/version.Version': versions.criTools },
    },
  },
} satisfies Record<string, Record<string, GoProgram>>;

export type GoComponent = keyof typeof goComponents;
export const goComponentNames = Object.keys(goComponents) as GoComponent[];

/**
 * The folder with a component's programs, built when the cache lacks them: `kubernetes` takes ten minutes on two cores,
 * everything else one or two. The files are named after the programs: `kubectl`, `coredns`.
 */
export async function goPrograms(component: GoComponent, onDetail?: (text: string) => void): Promise<string> {
  const { folder: built } = await cachedStep(join(cacheDir(), 'image'), await goStep(component, onDetail));
  return built;
}

/** One program's file, for use on this machine. */
export const goProgram = async (component: GoComponent, program: string): Promise<string> =>
  join(await goPrograms(component), program);

/** The cached step that builds a component. */
export async function goStep(component: GoComponent, onDetail?: (text: string) => void): Promise<CachedStep> {
  const programs = Object.entries<GoProgram>(goComponents[component]);
  return {
    name: `go-${component}`,
    inputs: await componentInputs(component),
    async build(target) {
      for (const [name, program] of programs) {
        onDetail?.(`${component}: building ${name}`);
        await goBuild(program, join(target, name), onDetail && ((line) => onDetail(`${component}: ${name}: ${line}`)));
      }
    },
  };
}

/** Asked once: Go takes a while to say its version, and the files do not change while this program runs. */
const askedInputs = new Map<GoComponent, Promise<Record<string, string>>>();

function componentInputs(component: GoComponent): Promise<Record<string, string>> {
  if (isAssumed()) return readInputs(component);
  const asked = askedInputs.get(component) ?? readInputs(component);
  askedInputs.set(component, asked);
  return asked;
}

async function readInputs(component: GoComponent): Promise<Record<string, string>> {
  const programs = Object.entries<GoProgram>(goComponents[component]);
  return Object.fromEntries(
    await Promise.all(programs.map(async ([name, program]) => [name, JSON.stringify(await goInputs(program))] as const)),
  );
}

/** Where Go keeps the sources of a component's pinned module, for the files in it that are not Go: manifests, pause's C. */
export const componentModule = (component: GoComponent, module: string): Promise<string> =>
  goModuleFolder(folder(component), module);
