import { stripVTControlCharacters } from 'node:util';
import ora, { type Ora } from 'ora';
import type { StepOf } from '../host/events';
import { formatDuration } from '../lib/report/times';

interface Open {
  readonly step: StepOf;
  readonly spinner: Ora;
  readonly started: number;
  /** The detail that was written last. */
  shown: string;
}

/** The steps that run, the innermost last, on a terminal. One spinner turns at a time: two would write over each other. */
export class OpenSteps {
  private readonly open: Open[] = [];

  constructor(private readonly stream: NodeJS.WriteStream) {}

  start(step: StepOf): void {
    this.open.at(-1)?.spinner.stop();
    const { stream, open } = this;
    const spinner = ora({ text: titleOf(step), stream, isSilent: false, indent: 2 * open.length }).start();
    open.push({ step, spinner, started: Date.now(), shown: '' });
  }

  detail(step: StepOf, said: string): void {
    const one = this.find(step);
    const text = asLastSeen(said);
    const elapsed = formatDuration(Date.now() - one.started);
    if (this.stream.isTTY) one.spinner.text = `${titleOf(step)} · ${text} · ${elapsed}`;
    else if (text !== one.shown) this.stream.write(`  ${elapsed} ${text}\n`);
    one.shown = text;
  }

  end(step: StepOf, milliseconds: number, well: boolean): void {
    const one = this.find(step);
    const text = `${titleOf(step)} (${formatDuration(milliseconds)})`;
    if (well) one.spinner.succeed(text);
    else one.spinner.fail(text);
    this.open.splice(this.open.indexOf(one), 1);
    if (this.stream.isTTY) this.open.at(-1)?.spinner.start();
  }

  /** A line of its own, above the spinner. */
  line(text: string): void {
    if (this.stream.isTTY) this.open.at(-1)?.spinner.clear();
    this.stream.write(`  ${text}\n`);
  }

  private find({ id }: StepOf): Open {
    return this.open.find(({ step }) => step.id === id)!;
  }
}

/** `14/20 Cluster`. */
const titleOf = ({ title, index, of }: StepOf): string => (index === undefined ? title : `${index}/${of} ${title}`);

/** What a terminal would show in the end of a line that a program wrote over again and again, without its colours. */
const asLastSeen = (text: string): string => stripVTControlCharacters(text).trimEnd().split('\r').at(-1)!;
