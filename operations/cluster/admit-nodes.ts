import { CommandError } from '../../host/run';
import type { Hypervisor } from '../../hypervisor';
import { nodes } from '../../lib/model';
import { isReady, type KubernetesObject } from './cluster-state';
import type { Context } from '../context';
import { ensureJoinToken } from './join-token';
import { removeLeftNodes } from './left-nodes';

/**
 * Makes way for the machines that are going to join, once, as soon as the API server can be asked for it: nodes of machines that
 * are gone are removed, and where a planned one is missing the token to join is worth something again.
 */
export function admission(
  context: Context,
  hypervisor: Pick<Hypervisor, 'uri' | 'identity'>,
): (found: readonly KubernetesObject[]) => Promise<readonly KubernetesObject[]> {
  let done = false;
  return async (found) => {
    if (done) return found;
    try {
      const living = await removeLeftNodes(context, hypervisor, found);
      const isThere = (name: string) => living.some((node) => node.metadata.name === name && isReady(node));
      if (!nodes(context.lab).every(({ name }) => isThere(name))) await ensureJoinToken(context);
      done = true;
      return living;
    } catch (error) {
      // A busy API server: the next look tries again. Until then no node counts.
      if (error instanceof CommandError) return [];
      throw error;
    }
  };
}
