import type { OperationEvent } from '../../operations/events';
import type { Surroundings } from '../../operations/find-lab';

/** A listener that keeps what it hears, and something to stop an operation with. */
export class FakeSurroundings implements Surroundings {
  readonly events: OperationEvent[] = [];
  readonly said: string[] = [];
  readonly controller = new AbortController();
  readonly signal = this.controller.signal;
  readonly notify = (event: OperationEvent): void => void this.events.push(event);
  readonly out = (text: string): void => void this.said.push(text);

  /** The codes that came, in order; a step's with its name or title. */
  get codes(): string[] {
    return this.events.map((event) => ('step' in event ? `${event.code} ${event.step.name ?? event.step.title}` : event.code));
  }

  get notes(): string[] {
    return this.events.flatMap((event) => (event.code === 'note' || event.code === 'warning' ? [event.text] : []));
  }
}
