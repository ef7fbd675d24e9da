import type { EventSink } from '../host/events';
import type { VerifyProgress } from '../lib/verify';
import type { OperationEvent } from './events';

/** Tells each claim as soon as it is decided. */
export const notifyOfClaims =
  (notify: EventSink<OperationEvent>) =>
  ({ claim, state, verdict, result, finished, total }: VerifyProgress): void => {
    if (state === 'doubted')
      notify({ code: 'claim.doubted', claim: claim.id, evidence: verdict!.evidence, command: verdict!.command });
    if (state !== 'finished') return;
    const { ok, evidence, command, lookAt, milliseconds, notAsked, looks = [] } = result!;
    const failedLooks = looks.filter((look) => !look.ok).length;
    const counts = { looks: looks.length, failedLooks, finished, total };
    notify({
      code: 'claim.decided',
      claim: claim.id,
      ok,
      evidence,
      command,
      lookAt,
      milliseconds,
      ...counts,
      ...(notAsked && { notAsked }),
    });
  };
