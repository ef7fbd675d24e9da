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
  | { readonly code: 'text'; readonly text: string };

/** An error, as far as a listener needs it. */
export interface EventError {
  /** Who has to act; `program` where it is a fault of this program. */
  readonly kind: ErrorKind | 'program';
  readonly message: string;
  /** What to do. */
  readonly remedy?: string;
}

export type Code = OperationEvent['code'];
