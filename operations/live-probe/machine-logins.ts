import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { tryRun } from '../../host/run';
import { pasteable } from '../../host/shell';
import { type Lab, machines } from '../../lib/model';
import type { LabShell } from './lab-shell';
import type { LiveProbeOptions } from './live-probe';
import { observe } from './observe';
import { sshCommand } from './ssh-command';

type LoginOptions = Pick<LiveProbeOptions, 'lab' | 'wrap' | 'runDir' | 'sshKey' | 'knownHosts'>;

/** The lab's machines, each by one login that is kept. */
export class MachineLogins {
  private readonly loggedIn = new Set<string>();

  constructor(private readonly options: LoginOptions) {}

  shell(name: string): LabShell {
    return {
      run: (argv, given) => {
        const address = addressOf(this.options.lab, name);
        this.loggedIn.add(address);
        // The far end's shell reads one line, so the words are quoted for it.
        const line = pasteable(argv[0]!, argv.slice(1));
        return observe(this.options.wrap('lan', [...keptLogin(this.options, address), line]), sshShown(name, argv), given);
      },
      show: (argv) => Promise.resolve(sshShown(name, argv)),
    };
  }

  /** Ends the logins. */
  async close(): Promise<void> {
    for (const address of this.loggedIn) {
      const [program, ...args] = this.options.wrap('lan', keptLogin(this.options, address, ['-O', 'exit']));
      await tryRun(program!, args, { timeout: 10_000 });
    }
    this.loggedIn.clear();
  }
}

/** Ends the logins to all machines that any command has kept open: a machine that is brought back to an earlier moment knows none. */
export async function endLogins(options: LoginOptions): Promise<void> {
  for (const { address } of machines(options.lab)) {
    if (!existsSync(join(options.runDir, `ssh-${address}`))) continue;
    const [program, ...args] = options.wrap('lan', keptLogin(options, String(address), ['-O', 'exit']));
    await tryRun(program!, args, { timeout: 10_000 });
  }
}

/** `./lab ssh` hands its words on as they are, so a line with quotes in it is shown as one word. */
function sshShown(name: string, argv: readonly string[]): string {
  const line = pasteable(argv[0]!, argv.slice(1));
  return `./lab ssh ${name} -- ${line === argv.join(' ') ? line : pasteable(line, [])}`;
}

/** One login per machine is kept and shared: on an emulated machine each costs seconds. */
function keptLogin(options: LoginOptions, address: string, flags: readonly string[] = []): string[] {
  const settings = [
    'BatchMode=yes',
    'ConnectTimeout=60',
    'ControlMaster=auto',
    `ControlPath=${join(options.runDir, `ssh-${address}`)}`,
    'ControlPersist=120',
    // A login to a machine that lost its power ends, so that the next one finds the machine again.
    'ServerAliveInterval=15',
    'ServerAliveCountMax=4',
  ];
  return sshCommand(options, address, settings, flags);
}

function addressOf(lab: Lab, name: string): string {
  const machine = machines(lab).find((other) => other.name === name);
  if (!machine) throw new Error(`the lab ${lab.name} has no machine ${name}`);
  return String(machine.address);
}
