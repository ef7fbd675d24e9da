import type { EventSink } from '../host/events';
import type { OperationEvent } from '../operations/events';

/** Writes each event as one line of JSON: its code, the time (ISO 8601), and its fields. */
export const jsonLines =
  (write: (text: string) => void): EventSink<OperationEvent> =>
  ({ code, ...fields }) =>
    write(`${JSON.stringify({ code, time: new Date().toISOString(), ...fields })}\n`);
