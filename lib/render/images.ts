import { versions } from '../../versions';

/** Container images of the lab's own workloads, all in the node image already. */
export const images = {
  agnhost: `registry.k8s.io/e2e-test-images/agnhost:${versions.agnhost}`,
  postgres: `lab/postgres:${versions.postgres}`,
  toolbox: 'lab/toolbox:1',
} as const;
