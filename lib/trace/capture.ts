import type { Place } from '../path';
import type { ConntrackEvent } from './conntrack-events';
import type { Frame } from './frame';
import type { TracedPacket } from './rule-trace';

/** What was captured at one place while a request was made. */
export interface PlaceCapture {
  readonly place: Place;
  readonly frames: readonly Frame[];
  /** Undefined where rules are not traced. */
  readonly rules?: readonly TracedPacket[];
  readonly connections?: readonly ConntrackEvent[];
  /** Packets that the kernel could not hand to the capture. Default: none. */
  readonly lost?: number;
}

/** What was captured at all places. Places that were not watched are absent. */
export interface Capture {
  readonly places: readonly PlaceCapture[];
}
