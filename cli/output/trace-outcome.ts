import { labError, usageError } from '../../host/user-error';
import type { CapturedJourney } from '../../lib/capture';
import { traceJson, traceMermaid, traceTable } from '../../lib/report';
import { isAsExpected, isAsPredicted, pcapng } from '../../lib/trace';
import type { Language } from '../../lib/verify';
import type { Context } from '../../operations/context';
import { drawTraced, requirePicture } from '../../operations/figure';
import { formOf } from '../forms';
import type { Outcome } from '../outcome';

/** How a traced request is told. */
export interface TraceForm {
  readonly output: string;
  /** Of a picture. */
  readonly language: Language;
  /** Where a picture is written. Default: standard output. */
  readonly file?: string;
}

const texts: Readonly<Record<string, (captured: CapturedJourney) => string>> = {
  table: ({ traced }) => traceTable(traced),
  json: ({ traced }) => traceJson(traced),
  mermaid: ({ traced }) => traceMermaid(traced),
};

export const traceForms = [...Object.keys(texts), 'svg', 'pcap'];

/** Refuses what cannot be told so, before anything is sent. */
export function requireForm({ output, file }: TraceForm): void {
  if (file !== undefined && output !== 'svg') throw usageError(`${file}: only a picture is written`, { remedy: 'add -o svg' });
  if (file !== undefined) requirePicture(file);
  if (output === 'pcap' && process.stdout.isTTY) throw usageError('a capture file is no text', { remedy: 'add > trace.pcapng' });
}

/** What is said of a request, and that it failed where it went another way. */
export async function traceOutcome(context: Context, captured: CapturedJourney, form: TraceForm): Promise<Outcome> {
  const { traced, capture } = captured;
  const what = isAsPredicted(traced) ? 'it does not go as the lesson says' : 'predicted and captured differ';
  const remedy = 'the differences above name commands that show where';
  const failure = isAsExpected(traced) ? undefined : labError(what, { remedy });
  if (form.output === 'pcap') return { bytes: pcapng(capture), failure };
  if (form.output === 'svg') return { text: await drawTraced(context, traced, form.file, form.language), failure };
  return { text: formOf(texts, form.output, { events: true })(captured), failure };
}
