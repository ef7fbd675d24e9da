import { constants, accessSync, createReadStream, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { cpus, release } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cachedStep } from '../../host/cached-step';
import { usageError } from '../../host/user-error';
import { isStopped } from '../../host/interruption';
import { run, tryRun } from '../../host/run';
import type { Lab } from '../../lib/model';
import type { DomainType } from '../port/hypervisor';

const qemu = 'qemu-system-x86_64';

/** Seconds. With working KVM a guest is through in three. */
const deadline = 30;

/** What the kernel writes to its console when it hands over to the first program (init/main.c). */
const initStarted = /Run \S+ as init process/;

/**
 * Whether this machine's guests can use hardware virtualization: tried once with a real kernel, because /dev/kvm may be there and
 * no guest boot with it. The answer is kept in the folder `cache` until QEMU, the kernels or the processor change.
 * `LAB_ACCELERATION=kvm` or `emulation`, which `tcg` means as well, else the lab's definition, says it without trying.
 * @param kernel a guest's Linux kernel, and `initrd` its initial RAM disk: paths.
 */
export async function domainType(
  kernel: string,
  initrd: string,
  cache: string,
  wanted?: Lab['hypervisor']['acceleration'],
  env: NodeJS.ProcessEnv = process.env,
): Promise<DomainType> {
  const asked = wantedDomainType(wanted, env);
  if (asked) return asked;
  if (!canOpenKvm()) return 'qemu';
  const { folder } = await cachedStep(cache, {
    name: 'kvm',
    inputs: {
      qemu: (await run(qemu, ['--version'], { timeout: 30_000 })).stdout,
      kernel: await sha256(kernel),
      hostKernel: release(),
      processor: cpus()[0]?.model ?? 'unknown',
    },
    async build(target) {
      writeFileSync(
        join(target, 'domain-type'),
        (await guestBoots('kvm', kernel, initrd, join(target, 'console.log'))) ? 'kvm' : 'qemu',
      );
    },
  });
  return readFileSync(join(folder, 'domain-type'), 'utf8') as DomainType;
}

/**
 * What `LAB_ACCELERATION` says, else the lab's definition; undefined where it is to be tried.
 * @throws a usage fault for a value that is none.
 */
export const wantedDomainType = (wanted: Lab['hypervisor']['acceleration'], env: NodeJS.ProcessEnv): DomainType | undefined =>
  askedAcceleration(env) ?? (wanted && (wanted === 'kvm' ? 'kvm' : 'qemu'));

/** @throws a usage fault for a value that is none. */
export function askedAcceleration(env: NodeJS.ProcessEnv): DomainType | undefined {
  switch (env.LAB_ACCELERATION) {
    case undefined:
    case '':
      return undefined;
    case 'kvm':
      return 'kvm';
    case 'tcg':
    case 'emulation':
      return 'qemu';
    default:
      throw usageError(`LAB_ACCELERATION is "${env.LAB_ACCELERATION}"`, {
        remedy: 'use kvm or emulation (tcg is the same), or leave it unset',
      });
  }
}

/** Whether this user's programs may use KVM at all. */
export function canOpenKvm(): boolean {
  if (!existsSync('/dev/kvm')) return false;
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a guest comes as far as its first program without QEMU breaking down. Without a disk that program gives up, which makes
 * the kernel panic and QEMU end; one that waits for its disk is ended at the deadline.
 */
export async function guestBoots(accelerator: 'kvm' | 'tcg', kernel: string, initrd: string, log: string): Promise<boolean> {
  let started = false;
  const args = [
    ...['-machine', `pc,accel=${accelerator}`, '-cpu', accelerator === 'kvm' ? 'host' : 'max', '-smp', '2', '-m', '512'],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-serial', 'stdio', '-no-reboot'],
    ...['-kernel', kernel, '-initrd', initrd, '-append', 'console=ttyS0 loglevel=7 panic=-1'],
  ];
  const onLine = (line: string): void => void (started ||= initStarted.test(line));
  const ended = await tryRun(qemu, args, { timeout: deadline * 1000, log, onLine }).catch((error: unknown) => {
    // A guest that hangs is an answer; Ctrl-C is none.
    if (isStopped()) throw error;
    return undefined;
  });
  return started && (ended === undefined || ended.exitCode === 0);
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
