import type { NodeImage } from '../../build/image/build-node-image';
import type { EventSink } from '../../host/events';
import type { Progress } from '../../host/progress';
import type { DomainType, Hypervisor } from '../../hypervisor';
import type { Lab } from '../../lib/model';
import type { OperationEvent } from '../events';
import type { LiveProbe } from '../live-probe/live-probe';
import type { LabSecrets } from '../secrets/lab-secrets';

/** What every operation knows: which lab, where its files are, and how to tell what goes on. */
export interface Context {
  readonly lab: Lab;
  /** The file the lab's definition was read from, if any. */
  readonly configFile?: string;
  readonly stateDir: string;
  /** The checkout whose lab it is, where that is another one. */
  readonly checkout?: string;
  /** Stops the operation: its commands and waits end, and it puts back what it changed to look at the lab. */
  readonly signal: AbortSignal;
  /** Gets every event of the operation. */
  readonly notify: EventSink<OperationEvent>;
  /** Writes the events of steps. */
  readonly progress: Progress;
  /** Sentences for the user that come while an operation runs. Results are returned. */
  readonly out: (text: string) => void;
  /** The hypervisor the lab was made with or, for a new lab, would be. */
  readonly hypervisor: (found?: { domainType: DomainType }) => Promise<Hypervisor>;
  readonly image: () => Promise<NodeImage>;
  readonly kubectl: () => Promise<string>;
  readonly secrets: () => LabSecrets;
  /** Looks at the lab, which `hypervisor` runs. */
  readonly probe: (hypervisor: Hypervisor) => Promise<LiveProbe>;
}
