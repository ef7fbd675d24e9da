import { describeObservation } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';
import { hasMachine, nothingLeft } from './still-there';

/** BIND does not run. */
export interface NameServerStopped {
  readonly kind: 'name-server-stopped';
  readonly machine: string;
}

/** Starting a program on a slow hour. */
const untilStarted = { deadlineSeconds: 90, intervalSeconds: 2 } as const;

export const nameServerStopped: ChangeKind<NameServerStopped> = {
  left: ({ machine }) => ({ en: `it had stopped the DNS server on ${machine}`, ko: `${machine}의 DNS 서버를 멈춘 채` }),
  repaired: () => ({ en: 'started again', ko: '다시 시작했습니다' }),
  repair: async (context, { machine }) => {
    if (!hasMachine(context.lab, machine)) return nothingLeft(`${machine} is no machine of the lab`);
    return pollUntil(context.clock, untilStarted, async () => {
      const started = await setNamed(context, machine, 'start');
      return started.ok ? namedRuns(context, machine) : started;
    });
  },
};

export async function setNamed(context: RepairContext, machine: string, command: 'stop' | 'start'): Promise<Verdict> {
  const seen = await context.probe.exec({ at: 'machine', name: machine }, ['sudo', 'systemctl', command, 'named']);
  return verdict(seen, seen.exitCode === 0, `could not ${command} named on ${machine}: ${describeObservation(seen)}`);
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemctl.html, is-active */
export async function namedRuns(context: RepairContext, machine: string): Promise<Verdict> {
  const seen = await context.probe.exec({ at: 'machine', name: machine }, ['systemctl', 'is-active', 'named']);
  const ok = seen.exitCode === 0 && seen.stdout.trim() === 'active';
  return verdict(seen, ok, `named on ${machine} is ${seen.stdout.trim() || describeObservation(seen)}`);
}
