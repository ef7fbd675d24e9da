import { tryRun, run, type RunResult } from '../../host/run';

/** Ten times what a busy libvirt takes for an answer. */
const limit = { timeout: 60_000 } as const;

/** Runs a virsh command that must succeed. */
export const virsh = (uri: string, ...args: string[]): Promise<RunResult> => run('virsh', ['-q', '-c', uri, ...args], limit);

/** Runs a virsh command that may fail. Starting a machine may take a while. */
export const tryVirsh = (uri: string, ...args: string[]): Promise<RunResult> =>
  tryRun('virsh', ['-q', '-c', uri, ...args], { timeout: 120_000 });

/** Names that a listing command prints, one on a line. */
export async function virshNames(uri: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await virsh(uri, ...args);
  return stdout
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** Whether a libvirt answers at `uri` within some seconds, and what virsh said when it does not. */
export async function libvirtAnswers(uri: string, seconds = 5): Promise<{ readonly answers: boolean; readonly said: string }> {
  try {
    const { exitCode, stderr } = await tryRun('virsh', ['-q', '-c', uri, 'list', '--all', '--name'], { timeout: seconds * 1000 });
    return { answers: exitCode === 0, said: stderr.trim() };
  } catch (error) {
    return { answers: false, said: (error as Error).message };
  }
}
