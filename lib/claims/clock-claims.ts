import { type Lab, type Machine, machines } from '../model';
import { describeObservation, type Observation, InconclusiveError, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';

/** Seconds. A stopped clock shows whole seconds only, and is set forward once it is two behind. */
const mostOff = 2;

/** Seconds. An answer that took longer may be out of date; the machine's hardware clock, which follows the host's, then says more. */
const longestLook = 10;

/** chrony, and what sets the clock forward after a pause of the machine. */
const units = ['chrony', 'clock-after-pause'];

/** Seconds for which chrony may follow nobody: it is started anew whenever the clock was set forward, and asks a few times then. */
const youngSeconds = 60;

/**
 * The time; the hardware clock's, and the uptime. Each unit's state now and at boot, and since when it runs. What chrony follows, as
 * comma-separated values (chronyc(1)).
 */
const look = `date +%s.%N
read -r hardware </sys/class/rtc/rtc0/since_epoch
read -r uptime idle </proc/uptime
echo "$hardware $uptime"
systemctl show --property=ActiveState,UnitFileState,ActiveEnterTimestampMonotonic ${units.join(' ')}
chronyc -n -c tracking`;

/** "Every machine keeps time": certificates, tokens and leases are worth nothing where clocks differ. */
export const clockClaims = (lab: Lab): Claim[] => machines(lab).map(clock);

function clock({ name }: Machine): Claim {
  return {
    id: `nodes.clock.${name}`,
    topic: 'nodes',
    sentence: {
      en: `The clock of ${name} agrees with its host's within ${mostOff} seconds, and a time service keeps it so from every boot on.`,
      ko: `${name} 머신의 시계는 호스트의 시계와 ${mostOff}초 이내로 맞고, 부팅할 때마다 시간 서비스가 시작되어 시계를 계속 맞춘다.`,
    },
    from: { at: 'machine', name },
    ...eventually,
    lookAt: `./lab ssh ${name} -- chronyc -n tracking; ./lab ssh ${name} -- systemctl status ${units.join(' ')}`,
    check: (context) => check(context, { at: 'machine', name }),
  };
}

/** The machine's time lies between two looks at the host's clock, before and after. */
async function check(context: VerifyContext, from: VantagePoint): Promise<Verdict> {
  const before = await hostTime(context);
  const seen = await context.probe.exec(from, ['sh', '-c', look], { apart: true });
  const after = await hostTime(context);
  if (seen.exitCode !== 0) return verdict(seen, false, describeObservation(seen));
  const lines = seen.stdout.trim().split('\n');
  const [hardware = '', uptime = ''] = lines[1]?.split(' ') ?? [];
  const faults = [
    ...wrongTime(timeIn(seen, lines[0]), Number.parseInt(hardware, 10), { before, after }),
    ...wrongServices(lines),
    ...(context.simulatedInternet ? wrongSource(lines.at(-1)!) : []),
  ];
  const evidence = faults.join('; ') || `right, seen within ${(after - before).toFixed(1)} s`;
  return { ...verdict(seen, faults.length === 0, evidence), settling: youngChrony(lines, Number.parseFloat(uptime)) };
}

/** `chrony was started 3 s ago`, where that is not long ago. */
function youngChrony(lines: readonly string[], uptime: number): string | undefined {
  // The units' properties stand in their order, in microseconds since the boot (org.freedesktop.systemd1(5)).
  const started = lines.find((line) => line.startsWith('ActiveEnterTimestampMonotonic='))?.split('=')[1];
  const seconds = uptime - Number(started) / 1e6;
  return seconds < youngSeconds ? `chrony was started ${Math.max(0, seconds).toFixed(0)} s ago` : undefined;
}

async function hostTime({ probe }: VerifyContext): Promise<number> {
  const seen = await probe.exec({ at: 'lan' }, ['date', '+%s.%N']);
  return timeIn(seen, seen.stdout.trim());
}

/** Seconds since 1970. @throws InconclusiveError for anything else. */
function timeIn(seen: Observation, text = ''): number {
  if (seen.exitCode !== 0 || !/^\d+\.\d+$/.test(text))
    throw new InconclusiveError(seen, `no time was told: ${describeObservation(seen)}`);
  return Number(text);
}

function wrongTime(
  time: number,
  hardware: number,
  { before, after }: { readonly before: number; readonly after: number },
): string[] {
  if (time < before - mostOff) return [`${(before - time).toFixed(1)} s behind the host's clock`];
  if (time > after + mostOff) return [`${(time - after).toFixed(1)} s ahead of the host's clock`];
  if (after - before <= longestLook) return [];
  if (Number.isNaN(hardware))
    return [`the look took ${(after - before).toFixed(1)} s, too long to judge without a hardware clock`];
  // It tells whole seconds.
  const ahead = Math.floor(time) - hardware;
  return Math.abs(ahead) > mostOff ? [`${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} its hardware clock`] : [];
}

/** Whatever does not run now, or will not after the next boot. */
function wrongServices(lines: readonly string[]): string[] {
  const count = (line: string) => lines.filter((other) => other === line).length;
  return ['ActiveState=active', 'UnitFileState=enabled']
    .filter((line) => count(line) !== units.length)
    .map((line) => `${line} of ${count(line)} of ${units.join(' and ')}`);
}

/** The lab's own gateway tells the time, so chrony must follow somebody. */
const wrongSource = (tracking: string): string[] =>
  /^[0-9A-F]{8},.*,Normal$/.test(tracking) ? [] : [`chrony follows nobody: ${tracking}`];
