import type { EventSink, StepOf } from './events';

/** A running step's handle: say what it is doing right now. */
export interface Step {
  detail(text: string): void;
}

/** Which of an operation's steps one is. */
export type StepPlace = Pick<StepOf, 'name' | 'index' | 'of'>;

/** What work writes its events with. */
export interface Progress {
  /** Runs `work` as a step: it starts, and ends or fails after some time. Steps within it are its parts. */
  step<T>(title: string, work: (step: Step) => Promise<T>, place?: StepPlace): Promise<T>;
  /** A fact that belongs to no step. */
  note(text: string): void;
  /** Something that may be wrong, and keeps nothing from going on. */
  warn(text: string): void;
  /** What each finished step took, in order, in milliseconds; without the steps within others. */
  readonly timings: readonly { readonly title: string; readonly milliseconds: number }[];
  /** The same steps without a word, for preparations nobody waits for. */
  quiet(): Progress;
}

/** Progress whose events go to `notify`. */
export function progressTo(notify: EventSink): Progress {
  const timings: { title: string; milliseconds: number }[] = [];
  const open: StepOf[] = [];
  let started = 0;
  return {
    timings,
    quiet: () => silentProgress,
    note: (text) => notify({ code: 'note', text }),
    warn: (text) => notify({ code: 'warning', text }),
    async step(title, work, place = {}) {
      const parent = open.at(-1)?.id;
      const step: StepOf = { id: (started += 1), title, ...(parent !== undefined && { parent }), ...place };
      const begin = Date.now();
      open.push(step);
      notify({ code: 'step.started', step });
      let code: 'step.ended' | 'step.failed' = 'step.failed';
      try {
        const result = await work({ detail: (text) => notify({ code: 'step.detail', step, text }) });
        code = 'step.ended';
        return result;
      } finally {
        const milliseconds = Date.now() - begin;
        open.splice(open.indexOf(step), 1);
        if (parent === undefined) timings.push({ title, milliseconds });
        notify({ code, step, milliseconds });
      }
    },
  };
}

/** Progress that says nothing, for tests and for commands whose work is quick. */
export const silentProgress: Progress = {
  timings: [],
  quiet: () => silentProgress,
  note: () => undefined,
  warn: () => undefined,
  step: (_title, work) => work({ detail: () => undefined }),
};
