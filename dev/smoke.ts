import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installPackages } from '../host/debian-packages';
import { labError } from '../host/user-error';
import { runMain } from '../cli/run-main';
import { lastLinesOf } from '../host/last-lines';
import { terminalProgress } from '../cli/terminal-listener';
import { projectRoot } from '../host/paths';
import type { Progress } from '../host/progress';
import { tryRun } from '../host/run';
import { withInput } from '../lib/render';
import { kernelCommandLine } from '../build/image/disk-image';
import { imageSmokePackages } from '../build/image/host-packages';
import { fullImageName, imageNames } from '../build/image/image-names';
import { buildNodeImage, type NodeImage } from '../build/image/build-node-image';
import { seedDisk } from './seed-disk';

/** Seconds a boot may take. An emulated one takes about 30 on a quiet machine. */
const deadline = 600;

/** What the machine does once it is up: report to its console, and switch itself off. */
const script = readFileSync(join(projectRoot, 'dev/smoke.sh'), 'utf8');

const network = `[Match]
MACAddress=52:54:00:00:00:30

[Network]
Address=192.0.2.30/24
Gateway=192.0.2.1
`;

const unit = `[Unit]
After=multi-user.target

[Service]
Type=forking
ExecStart=/usr/local/sbin/smoke
`;

const userData = [
  '#!/bin/bash\nset -euo pipefail\nhostname smoke\n',
  // The image has none: each machine of a lab gets its own.
  "ssh-keygen -q -t ed25519 -N '' -f /etc/ssh/ssh_host_ed25519_key\n",
  withInput('install -D -m 0644 /dev/stdin /etc/systemd/network/10-lan.network', network),
  withInput('install -m 0755 /dev/stdin /usr/local/sbin/smoke', script),
  withInput('install -m 0644 /dev/stdin /etc/systemd/system/smoke.service', unit),
  'systemctl --no-block start smoke\n',
].join('');

/** Boots the image once under software emulation, joined to no network, and returns what its console showed. */
export async function smoke(image: NodeImage, progress: Progress): Promise<string> {
  await installPackages(imageSmokePackages, progress);
  const folder = mkdtempSync(join(tmpdir(), 'node-image-smoke-'));
  try {
    const seed = await seedDisk(folder, userData);
    await progress.step('Booting the node image under emulation', async ({ detail }) => {
      const log = join(folder, 'console.log');
      const onLine = (line: string) =>
        /^SMOKE \S+ at|Welcome|Reached target multi-user/.test(line) && detail(line.replace(/[^ -~]/g, ''));
      await tryRun('qemu-system-x86_64', qemuArguments(image, seed), { log, onLine, timeout: deadline * 1000 }).catch(
        (cause: unknown) => {
          throw labError(`the node image did not boot to its end within ${deadline} s; its console:\n${lastLinesOf(log, 60)}`, {
            cause,
          });
        },
      );
    });
    return check(readFileSync(join(folder, 'console.log'), 'utf8').replaceAll('\r', ''));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const qemuArguments = (image: NodeImage, seed: string): string[] => [
  ...['-accel', 'tcg,thread=multi', '-cpu', 'max', '-m', '1024', '-smp', '1', '-nographic', '-no-reboot'],
  // A network card whose cable ends in nothing.
  ...['-netdev', 'hubport,id=lan,hubid=0', '-device', 'virtio-net-pci,netdev=lan,mac=52:54:00:00:00:30'],
  ...['-kernel', image.kernel, '-initrd', image.initrd, '-append', kernelCommandLine],
  ...['-drive', `file=${image.disk},if=virtio,snapshot=on`, '-drive', `file=${seed},media=cdrom,if=ide,readonly=on`],
];

function check(console: string): string {
  const faults = [...console.matchAll(/^SMOKE failed unit: +(.*)$/gm)].map(([, unit]) => `this unit failed: ${unit}`);
  for (const name of Object.values(imageNames)) {
    if (!console.includes(`SMOKE image: ${fullImageName(name)}\n`)) faults.push(`this container image is missing: ${name}`);
  }
  if (!console.includes('SMOKE kubeadm: v')) faults.push('kubeadm did not run');
  if (!/^SMOKE end at/m.test(console)) faults.push('the machine stopped before its report was whole');
  if (faults.length > 0) throw labError(`the node image is not sound:\n${faults.join('\n')}\nIts console:\n${console}`);
  return console;
}

async function main(): Promise<void> {
  const progress = terminalProgress();
  const image = await buildNodeImage({ progress });
  const console = await smoke(image, progress);
  process.stdout.write(console);
}

if (require.main === module) runMain(main);
