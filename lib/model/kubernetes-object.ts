import type { DefinitionProblem } from './problem';

/** The one problem of a Kubernetes manifest that was taken for a lab definition; undefined of anything else. */
export function kubernetesObject(value: unknown): DefinitionProblem | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { apiVersion, kind } = value as { apiVersion?: unknown; kind?: unknown };
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return undefined;
  return {
    path: '',
    value: '',
    reason: `is a Kubernetes object of kind ${kind}, not a lab definition`,
    remedy: 'hand it to ./lab kubectl apply -f, or describe the lab as ./lab init shows',
  };
}
