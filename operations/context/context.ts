import type { NodeImage } from '../../build/image/node-image';
import type { Progress } from '../../host/progress';
import type { DomainType, Hypervisor } from '../../hypervisor';
import type { Lab } from '../../lib/model';
import type { LabSecrets } from '../secrets/lab-secrets';

/** What every operation knows: which lab, where its files are, and how to tell what goes on. */
export interface Context {
  readonly lab: Lab;
  /** The file the lab's definition was read from, if any. */
  readonly configFile?: string;
  readonly stateDir: string;
  /** The checkout whose lab it is, where that is another one. */
  readonly checkout?: string;
  readonly progress: Progress;
  /** Results go here; progress goes to stderr. */
  readonly out: (text: string) => void;
  /** The hypervisor the lab was made with or, for a new lab, would be. */
  readonly hypervisor: (found?: { domainType: DomainType }) => Promise<Hypervisor>;
  readonly image: () => Promise<NodeImage>;
  readonly kubectl: () => Promise<string>;
  readonly secrets: () => LabSecrets;
}
