import { lookAtLab } from '../../operations/look-at-lab';
import type { OperationEvent } from '../../operations/events';
import { RunningLab } from './running-lab';

let running: RunningLab;
beforeEach(() => (running = new RunningLab()));
afterEach(() => running.remove());

/** The events about claims. */
const told = (): Extract<OperationEvent, { code: `claim.${string}` }>[] =>
  running.around.events.flatMap((event) => (event.code === 'claim.decided' || event.code === 'claim.doubted' ? [event] : []));

test('a lab that does not run is refused before it is looked at', async () => {
  running.hypervisor.running = false;
  await expect(lookAtLab(running.context, {})).rejects.toMatchObject({ kind: 'lab' });
  expect(running.probes).toBe(0);
});

test('each claim is told once, as soon as it is decided, and no login stays open', async () => {
  const { report } = await lookAtLab(running.context, { only: ['nodes.ready'] });
  expect(
    told()
      .map((event) => event.claim)
      .sort(),
  ).toEqual(report.claims.map(({ id }) => id).sort());
  expect(told().at(-1)).toMatchObject({ code: 'claim.decided', ok: true, looks: 1, failedLooks: 0, finished: 3, total: 3 });
  expect(running.logins).toBe(0);
});
