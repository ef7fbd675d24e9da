import { existsSync } from 'node:fs';
import { labFiles } from '../../host/lab-files';
import { processStart } from '../../host/process-start';
import { waitFor } from '../../host/wait';
import type { ConnectionOrigin } from '../../lib/model';
import type { Context } from '../context';
import { StateEntry } from '../lab-folder/state-entry';

/** A process that offers the lab on the loopback. */
export interface RunningProxy {
  readonly pid: number;
  /** When the process began, by `processStart`: process ids are given again. */
  readonly start: string;
  readonly command: 'proxy' | 'forward';
  readonly from: ConnectionOrigin;
  readonly ports: readonly number[];
}

type Where = Pick<Context, 'stateDir'>;

const entry = ({ stateDir }: Where) => new StateEntry<readonly RunningProxy[]>(labFiles(stateDir).proxies);

/** The processes that offer the lab now. */
export const runningProxies = (where: Where): readonly RunningProxy[] =>
  (entry(where).get() ?? []).filter(({ pid, start }) => processStart(pid) === start);

/** Writes down that this process offers the lab. */
export function noteProxy(where: Where, offered: Pick<RunningProxy, 'command' | 'from' | 'ports'>): void {
  const { pid } = process;
  entry(where).set([...runningProxies(where), { pid, start: processStart(pid)!, ...offered }]);
}

/** Forgets this process. Where the lab was removed there is nothing to forget. */
export function forgetProxy(where: Where): void {
  if (!existsSync(where.stateDir)) return;
  const others = runningProxies(where).filter(({ pid }) => pid !== process.pid);
  if (others.length > 0) entry(where).set(others);
  else entry(where).remove();
}

/** Ends every process that offers the lab, which is about to be removed. One that does not end is killed. */
export async function endProxies(where: Where): Promise<void> {
  if (!existsSync(where.stateDir)) return;
  const proxies = runningProxies(where).filter(({ pid }) => pid !== process.pid);
  const living = async () => {
    const left = proxies.filter(({ pid, start }) => processStart(pid) === start);
    return { value: left.length === 0 ? true : undefined, observation: left.map(({ pid }) => pid).join(', ') };
  };
  const wait = { what: 'the proxies of the lab to end', deadline: 10, interval: 0.1 };
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const { pid, start } of proxies) if (processStart(pid) === start) process.kill(pid, signal);
    if (await waitFor(living, wait).catch(() => false)) return;
  }
}
