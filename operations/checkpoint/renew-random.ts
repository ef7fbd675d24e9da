import { randomBytes } from 'node:crypto';
import { uninterrupted } from '../../host/interruption';
import { waitFor } from '../../host/wait';
import type { Hypervisor } from '../../hypervisor';
import { machines } from '../../lib/model';
import { type Context, createLiveProbe } from '../context';
import type { LiveProbe } from '../live-probe/live-probe';

/**
 * Mixes its standard input into the kernel's random numbers, and has them made anew from it at once (random(4), RNDRESEEDCRNG; Linux'
 * include/uapi/linux/random.h has the number).
 */
const reseed = [
  'local $/; my $bytes = <STDIN>;',
  'open(my $device, ">", "/dev/urandom") or die "$!";',
  'syswrite($device, $bytes) == length($bytes) or die "$!";',
  'ioctl($device, 0x5207, 0) or die "$!";',
].join(' ');

/** What one machine is told to do. Perl begins in a third of the time that Python takes, which an emulated machine feels. */
export const reseedCommand: readonly string[] = ['sudo', 'perl', '-e', reseed];

/**
 * Gives every machine random numbers that no other has which began with the same memory. Until then two of them draw the same keys and
 * session numbers. @throws a lab fault for a machine that cannot be logged in to
 */
export async function renewRandom(context: Context, hypervisor: Hypervisor): Promise<void> {
  const probe = await createLiveProbe(context, hypervisor);
  try {
    await Promise.all(machines(context.lab).map(({ name }) => renewOn(probe, name)));
  } finally {
    await uninterrupted(() => probe.close(), 10);
  }
}

const renewOn = (probe: Pick<LiveProbe, 'exec'>, name: string): Promise<true> =>
  waitFor(
    async () => {
      const input = randomBytes(64).toString('base64');
      const { exitCode, stderr } = await probe.exec({ at: 'machine', name }, reseedCommand, { input, timeoutSeconds: 30 });
      return { value: exitCode === 0 || undefined, observation: stderr.trim() || `it ended with ${exitCode}` };
    },
    {
      what: `${name} to take new random numbers`,
      deadline: 180,
      interval: 1,
      remedy: `./lab ssh ${name} shows whether it can be logged in to`,
    },
  );
