import { stripVTControlCharacters } from 'node:util';
import ora, { type Ora } from 'ora';
import type { EventSink, StepOf } from '../host/events';
import { type Progress, progressTo } from '../host/progress';
import { formatDuration } from '../lib/report/times';
import type { OperationEvent } from '../operations/events';

interface Open {
  readonly step: StepOf;
  readonly spinner: Ora;
  readonly started: number;
  /** The detail that was written last. */
  shown: string;
}

/** Shows events on a terminal (a spinner) or, where the stream is none, as plain lines. */
export function terminalListener(stream: NodeJS.WriteStream = process.stderr): EventSink<OperationEvent> {
  const open: Open[] = [];
  const find = ({ id }: StepOf) => open.find(({ step }) => step.id === id)!;
  const elapsed = ({ started }: Open) => formatDuration(Date.now() - started);

  const start = (step: StepOf): void => {
    // One spinner turns at a time: two would write over each other.
    open.at(-1)?.spinner.stop();
    const spinner = ora({ text: titleOf(step), stream, isSilent: false, indent: 2 * open.length }).start();
    open.push({ step, spinner, started: Date.now(), shown: '' });
  };
  const detail = (one: Open, said: string): void => {
    const text = asLastSeen(said);
    if (stream.isTTY) one.spinner.text = `${titleOf(one.step)} · ${text} · ${elapsed(one)}`;
    else if (text !== one.shown) stream.write(`  ${elapsed(one)} ${text}\n`);
    one.shown = text;
  };
  const end = (one: Open, milliseconds: number, ended: boolean): void => {
    const text = `${titleOf(one.step)} (${formatDuration(milliseconds)})`;
    if (ended) one.spinner.succeed(text);
    else one.spinner.fail(text);
    open.splice(open.indexOf(one), 1);
    if (stream.isTTY) open.at(-1)?.spinner.start();
  };
  const line = (text: string): void => {
    if (stream.isTTY) open.at(-1)?.spinner.clear();
    stream.write(`  ${text}\n`);
  };
  return (event) => {
    switch (event.code) {
      case 'step.started':
        return start(event.step);
      case 'step.detail':
        return detail(find(event.step), event.text);
      case 'step.ended':
      case 'step.failed':
        return end(find(event.step), event.milliseconds, event.code === 'step.ended');
      case 'note':
        return line(event.text);
      case 'warning':
        return line(`warning: ${event.text}`);
      // Results are printed by the command.
      default:
        return undefined;
    }
  };
}

/** Progress on a terminal, for programs whose events nobody else listens to. */
export const terminalProgress = (stream?: NodeJS.WriteStream): Progress => progressTo(terminalListener(stream));

/** `14/20 Cluster`. */
const titleOf = ({ title, index, of }: StepOf): string => (index === undefined ? title : `${index}/${of} ${title}`);

/** What a terminal would show in the end of a line that a program wrote over again and again, without its colours. */
const asLastSeen = (text: string): string => stripVTControlCharacters(text).trimEnd().split('\r').at(-1)!;
