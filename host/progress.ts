import { stripVTControlCharacters } from 'node:util';
import ora from 'ora';

/** A running step's handle: say what it is doing right now. */
export interface Step {
  detail(text: string): void;
}

/** Named steps with progress and elapsed time, on stderr. */
export interface Progress {
  /** Runs `work` as a named step; the title and the time it took stay on the screen. */
  step<T>(title: string, work: (step: Step) => Promise<T>): Promise<T>;
  /** A line of its own: a warning, a fact. */
  note(text: string): void;
  /** What each finished step took, in order, in milliseconds. */
  readonly timings: readonly { readonly title: string; readonly milliseconds: number }[];
  /** The same steps without a word, for preparations nobody waits for. */
  quiet(): Progress;
}

/** Progress on a terminal (a spinner) or, where stderr is none, as plain lines. */
export function terminalProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const timings: { title: string; milliseconds: number }[] = [];
  return {
    timings,
    quiet: () => silentProgress,
    note: (text) => void stream.write(`  ${text}\n`),
    async step(title, work) {
      const started = Date.now();
      const elapsed = () => formatDuration(Date.now() - started);
      const spinner = ora({ text: title, stream, isSilent: false }).start();
      let shown = '';
      try {
        const result = await work({
          detail(said) {
            const text = asLastSeen(said);
            if (stream.isTTY) spinner.text = `${title} · ${text} · ${elapsed()}`;
            else if (text !== shown) stream.write(`  ${elapsed()} ${text}\n`);
            shown = text;
          },
        });
        spinner.succeed(`${title} (${elapsed()})`);
        return result;
      } catch (error) {
        spinner.fail(`${title} (${elapsed()})`);
        throw error;
      } finally {
        timings.push({ title, milliseconds: Date.now() - started });
      }
    },
  };
}

/** What a terminal would show in the end of a line that a program wrote over again and again, without its colours. */
const asLastSeen = (text: string): string => stripVTControlCharacters(text).trimEnd().split('\r').at(-1)!;

/** Progress that says nothing, for tests and for commands whose work is quick. */
export const silentProgress: Progress = {
  timings: [],
  quiet: () => silentProgress,
  note: () => undefined,
  step: (_title, work) => work({ detail: () => undefined }),
};

/** `4.2 s`, `3 min 7 s`. */
export function formatDuration(milliseconds: number): string {
  // Below the point where one decimal would round up to a minute.
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
