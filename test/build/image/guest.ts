import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { labFiles } from '../../../host/lab-files';
import { waitFor } from '../../../host/wait';
import { kernelCommandLine, type BootFiles } from '../../../build/image/disk-image';
import { type Lab, type Machine } from '../../../lib/model';
import { userData, withInput } from '../../../lib/render';
import { ensureSecrets } from '../../../operations/secrets/lab-secrets';
import { seedDisk } from '../../../dev/seed-disk';

/**
 * A root shell on the serial console: commands come in, what they print goes out. While the machine boots, systemd writes there, too. An
 * interactive shell would throw away what came before its prompt.
 */
const consoleShell = `[Unit]
After=multi-user.target

[Service]
ExecStartPre=/bin/stty -F /dev/ttyS0 raw -echo
ExecStart=/bin/bash -c 'echo console shell is ready; while IFS= read -r line; do eval "$$line"; done'
StandardInput=file:/dev/ttyS0
StandardOutput=file:/dev/ttyS0
StandardError=inherit
`;

/** One machine of a lab, booted from the node image by QEMU alone, as libvirt would: no claim about it needs the others. */
export class Guest {
  private output = '';
  private count = 0;

  private constructor(
    private readonly qemu: ChildProcessWithoutNullStreams,
    private readonly monitor: string,
  ) {
    qemu.stdout.on('data', (data: Buffer) => void (this.output += data.toString('latin1')));
  }

  /** Boots it with its network card's other end in the namespace, as the interface `tap`. */
  static async boot(lab: Lab, machine: Machine, files: BootFiles, place: { folder: string; namespace: string; tap: string }) {
    const seed = await seedDisk(place.folder, await userDataWithShell(lab, machine, place.folder));
    const monitor = join(place.folder, 'qmp');
    const qemu = spawn('ip', [
      'netns',
      'exec',
      place.namespace,
      'qemu-system-x86_64',
      ...hardware(machine, files, seed),
      ...[...['-netdev', `tap,id=lan,ifname=${place.tap},script=no,downscript=no`, '-qmp', `unix:${monitor},server,wait=off`]],
    ]);
    const guest = new Guest(qemu, monitor);
    await guest.untilPrinted('console shell is ready', 600);
    return guest;
  }

  /** What a command prints on the machine, as root. */
  async shell(command: string): Promise<string> {
    const mark = `mark-${(this.count += 1)}`;
    this.output = '';
    this.qemu.stdin.write(`echo "<${mark}"; { ${command}; } 2>&1; echo ">${mark}"\n`);
    await this.untilPrinted(`>${mark}`, 60);
    return this.output.slice(this.output.indexOf(`<${mark}`) + mark.length + 1, this.output.indexOf(`>${mark}`)).trim();
  }

  /** Seconds the machine's clock is ahead of this one's, by the shell's own word. */
  async ahead(): Promise<number> {
    return Number(await this.shell('echo $EPOCHREALTIME')) - Date.now() / 1000;
  }

  /** Stops the machine's processor or lets it go on, as `virsh suspend` and `virsh resume` do. */
  async control(command: 'stop' | 'cont'): Promise<void> {
    const socket = createConnection(this.monitor);
    let heard = '';
    socket.on('data', (data) => void (heard += data.toString()));
    socket.write(`{"execute":"qmp_capabilities"}{"execute":"${command}"}`);
    try {
      await waitFor(async () => ({ value: (heard.match(/"return"/g)?.length ?? 0) >= 2 || undefined, observation: heard }), {
        what: `QEMU to ${command}`,
        deadline: 30,
        interval: 0.02,
      });
    } finally {
      socket.destroy();
    }
  }

  async end(): Promise<void> {
    if (this.qemu.exitCode !== null) return;
    const ended = new Promise((resolve) => this.qemu.once('exit', resolve));
    this.qemu.kill('SIGKILL');
    await ended;
  }

  private untilPrinted(text: string, deadline: number): Promise<true> {
    const look = async () => ({
      value: this.output.includes(text) || undefined,
      observation: this.output.split('\n').slice(-20).join('\n'),
    });
    return waitFor(look, { what: `the machine to print "${text}"`, deadline, interval: 0.05 });
  }
}

/** As lib/constructs/virtual-machine.ts has it, with libvirt's own hardware clock. */
const hardware = ({ mac }: Machine, files: BootFiles, seed: string): string[] => [
  ...['-accel', 'tcg,thread=multi', '-cpu', 'Westmere', '-m', '512', '-smp', '1', '-rtc', 'base=utc'],
  ...['-nodefaults', '-no-user-config', '-display', 'none', '-serial', 'stdio'],
  ...['-device', `virtio-net-pci,netdev=lan,mac=${mac}`, '-device', 'virtio-rng-pci'],
  ...['-kernel', files.kernel, '-initrd', files.initrd],
  ...['-append', `${kernelCommandLine} clocksource=tsc tsc=reliable highres=off mitigations=off`],
  ...['-drive', `file=${files.disk},if=virtio,snapshot=on`, '-drive', `file=${seed},media=cdrom,if=ide,readonly=on`],
];

/** The machine's own user data with secrets of a lab, as Terraform puts them in, and the shell. */
async function userDataWithShell(lab: Lab, machine: Machine, folder: string): Promise<string> {
  await ensureSecrets(lab, folder);
  const { secrets } = labFiles(folder);
  const own = userData(lab, machine).replaceAll(
    /\(\(secret (\w+) ([a-z0-9.-]+)\)\)/g,
    (_mark, encoding: string, name: string) => {
      const content = readFileSync(join(secrets, name));
      return encoding === 'base64' ? content.toString('base64') : content.toString().trim();
    },
  );
  const shell = withInput('cat >/etc/systemd/system/console-shell.service', consoleShell);
  return `${own}${shell}systemctl --no-block start console-shell\n`;
}
