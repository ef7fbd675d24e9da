import type { ExternalNameService, Service, ServicePort } from '../../../lib/model';
import type { Step } from '../../../lib/claims';
import type { Change } from './sabotage';

export const kubectl = (...args: readonly string[]): Step => ({ kubectl: args });

/** Makes objects as they are written here, new or not. */
export const apply = (...manifests: readonly object[]): Step => ({
  kubectl: ['apply', '--server-side', '--force-conflicts', '-f', '-'],
  input: manifests.map((manifest) => JSON.stringify(manifest)).join('\n---\n'),
});

/** Removes what may be there. */
export const remove = (...args: readonly string[]): Step => kubectl('delete', ...args, '--ignore-not-found');

/** Waits until a rollout is done. */
export const rolledOut = (workload: string, namespace = 'default'): Step =>
  kubectl('-n', namespace, 'rollout', 'status', workload, '--timeout=600s');

/** An object that the lab has not. */
export function extraObject(manifest: ExtraObject): Change {
  const { kind, metadata } = manifest;
  const where = metadata.namespace ? ['-n', metadata.namespace] : [];
  return { break: [apply(manifest)], repair: [remove(...where, kind.toLowerCase(), metadata.name)] };
}

interface ExtraObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: object };
  readonly [field: string]: unknown;
}

/** An object to patch. */
export interface Patched {
  readonly kind: string;
  readonly name: string;
  /** Default: `default`. */
  readonly namespace?: string;
}

/** A merge patch, and one that makes it right again. Lists are replaced whole, unless `strategic` joins them by their keys. */
export function patched(
  { kind, name, namespace = 'default' }: Patched,
  patches: { readonly broken: object; readonly right: object; readonly type?: 'merge' | 'strategic' },
): Change {
  const patch = (value: object) =>
    kubectl('-n', namespace, 'patch', kind, name, '--type', patches.type ?? 'merge', '-p', JSON.stringify(value));
  return { break: [patch(patches.broken)], repair: [patch(patches.right)] };
}

/** A Service of the lab that is another one for a while: deleted, because its type and address cannot be changed. */
export function replacedService(service: Service, wrong: object | undefined): Change {
  const away = remove('service', service.name);
  return {
    break: wrong ? [away, apply(serviceManifest(service.name, wrong))] : [away],
    repair: [away, apply(serviceManifest(service.name, specOf(service)))],
  };
}

export const serviceManifest = (name: string, spec: object): object => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace: 'default' },
  spec,
});

/** As Terraform makes it from the definition. */
export function specOf(service: Service): object {
  if (service.type === 'ExternalName') return { type: service.type, externalName: service.externalName };
  return { ...addressing(service), selector: { app: service.workload }, ports: service.ports.map(portOf) };
}

function addressing(service: Exclude<Service, ExternalNameService>): object {
  switch (service.type) {
    case 'ClusterIP':
      return { type: 'ClusterIP', clusterIP: String(service.clusterIp) };
    case 'Headless':
      return { type: 'ClusterIP', clusterIP: 'None' };
    case 'NodePort':
      return { type: 'NodePort', externalTrafficPolicy: service.externalTrafficPolicy };
    case 'LoadBalancer': {
      const { externalTrafficPolicy, address } = service;
      return { type: 'LoadBalancer', externalTrafficPolicy, loadBalancerIP: String(address) };
    }
  }
}

const portOf = ({ name, port, targetPort, nodePort }: ServicePort) => ({
  ...{ name, port, targetPort, protocol: 'TCP' },
  ...(nodePort !== undefined && { nodePort }),
});
