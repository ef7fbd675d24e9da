/** A step, as events name it. */
export interface StepOf {
  /** Unique among the steps of one progress. */
  readonly id: number;
  /** For people. */
  readonly title: string;
  /** The step within which this one runs. */
  readonly parent?: number;
  /** For programs: the same in every version. Missing for steps that only explain what another one does. */
  readonly name?: string;
  /** Which of the operation's steps it is, from 1. */
  readonly index?: number;
  /** How many steps the operation has. */
  readonly of?: number;
}

/** What work tells while it runs. */
export type ProgressEvent =
  | { readonly code: 'step.started'; readonly step: StepOf }
  | { readonly code: 'step.detail'; readonly step: StepOf; readonly text: string }
  | { readonly code: 'step.ended'; readonly step: StepOf; readonly milliseconds: number }
  | { readonly code: 'step.failed'; readonly step: StepOf; readonly milliseconds: number }
  | { readonly code: 'note'; readonly text: string }
  | { readonly code: 'warning'; readonly text: string };

/** Whoever listens. It must not throw: the work goes on whether it is shown or not. */
export type EventSink<Event = ProgressEvent> = (event: Event) => void;
