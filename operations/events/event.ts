import type { ProgressEvent } from '../../host/events';
import type { ErrorKind } from '../../host/user-error';

/** What an operation tells, from its start to its end. `messages` says what each code means. */
export type OperationEvent =
  | ProgressEvent
  | { readonly code: 'operation.started'; readonly operation: string; readonly lab: string }
  | {
      readonly code: 'operation.steps';
      readonly steps: readonly { readonly name: string; readonly title: string }[];
    }
  | { readonly code: 'operation.ended'; readonly operation: string; readonly lab: string; readonly result: unknown }
  | { readonly code: 'operation.failed'; readonly operation: string; readonly lab: string; readonly error: EventError }
  | ({ readonly code: 'claim.decided' } & DecidedClaim)
  | { readonly code: 'claim.doubted'; readonly claim: string; readonly evidence: string; readonly command: string }
  | { readonly code: 'text'; readonly text: string };

/** What was found out of one claim, as soon as it is known. */
export interface DecidedClaim {
  /** Its id. */
  readonly claim: string;
  readonly ok: boolean;
  readonly evidence: string;
  /** The last command, to paste. */
  readonly command: string;
  readonly lookAt: string;
  readonly milliseconds: number;
  /** How many looks were taken, and how many of them failed. */
  readonly looks: number;
  readonly failedLooks: number;
  /** Why it was not asked. Default: it was. */
  readonly notAsked?: string;
  /** How many claims are decided, of how many. */
  readonly finished: number;
  readonly total: number;
}

/** An error, as far as a listener needs it. */
export interface EventError {
  /** Who has to act; `program` where it is a fault of this program. */
  readonly kind: ErrorKind | 'program';
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
}

export type Code = OperationEvent['code'];
