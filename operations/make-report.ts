import { definitionFile } from '../lib/definition';
import type { LabReport, Version } from '../lib/report';
import type { Report } from '../lib/verify';
import packageJson from '../package.json';
import { versions } from '../versions';
import { lastConformance } from './lab-folder/last-conformance';
import type { Context } from './context';
import { upTimings } from './lab-folder/timings';

/** All that reports tell of this context's lab. */
export const composeLabReport = (context: Context, looked: { report: Report; milliseconds: number }): LabReport => ({
  ...looked,
  lab: context.lab,
  definition: definitionFile(context.lab),
  versions: reportedVersions(),
  built: upTimings(context),
  conformance: lastConformance(context),
  generatedAt: new Date(),
});

/** How people call what `versions.ts` pins of a lab. */
const names: Readonly<Record<Exclude<keyof typeof versions, 'providers' | 'runtime'>, string>> = {
  kubernetes: 'Kubernetes',
  etcd: 'etcd',
  coredns: 'CoreDNS',
  pause: 'pause',
  agnhost: 'agnhost',
  containerd: 'containerd',
  metallb: 'MetalLB',
  criTools: 'cri-tools',
  debian: 'Debian',
  postgres: 'PostgreSQL',
  opentofu: 'OpenTofu',
};

/** This program, every version that it pins of a lab, and the Node.js that it runs with. */
function reportedVersions(): Version[] {
  return [
    { name: packageJson.name, version: packageJson.version },
    ...Object.entries(names).map(([key, name]) => ({ name, version: versions[key as keyof typeof names] })),
    ...Object.entries(versions.providers).map(([name, version]) => ({ name: `provider ${name}`, version })),
    { name: 'Node.js', version: process.version },
  ];
}
