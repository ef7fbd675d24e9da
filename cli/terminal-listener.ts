import type { EventSink } from '../host/events';
import { type Progress, progressTo } from '../host/progress';
import type { OperationEvent } from '../operations/events';
import { claimLine, doubtLine } from './output/claim-line';
import { OpenSteps } from './open-steps';

/** Shows events on a terminal (a spinner) or, where the stream is none, as plain lines. Results are printed by the command. */
export function terminalListener(stream: NodeJS.WriteStream = process.stderr): EventSink<OperationEvent> {
  const steps = new OpenSteps(stream);
  return (event) => {
    switch (event.code) {
      case 'step.started':
        return steps.start(event.step);
      case 'step.detail':
        return steps.detail(event.step, event.text);
      case 'step.ended':
      case 'step.failed':
        return steps.end(event.step, event.milliseconds, event.code === 'step.ended');
      case 'claim.decided':
        return steps.line(claimLine(event));
      case 'claim.doubted':
        return steps.line(doubtLine(event));
      case 'note':
        return steps.line(event.text);
      case 'warning':
        return steps.line(`warning: ${event.text}`);
      default:
        return undefined;
    }
  };
}

/** Progress on a terminal, for programs whose events nobody else listens to. */
export const terminalProgress = (stream?: NodeJS.WriteStream): Progress => progressTo(terminalListener(stream));
