import { startScript, stopScript } from './packet-watch-scripts';
import { InconclusiveError, type Observation } from './observation';
import type { Probe } from './probe';
import { describeVantagePoint, type VantagePoint } from './vantage-point';

/** What is watched at one place. */
export interface PacketWatch {
  /** Names its files and its table of rules: letters, digits and hyphens. */
  readonly id: string;
  readonly at: VantagePoint;
  /** Which packets, in the words of pcap-filter(7). */
  readonly filter: string;
  /** Addresses of pods of the machine, whose own network namespaces are watched, too. */
  readonly pods: readonly string[];
  /** Which packets begin a trace of rules, in the words of nft(8). Absent: no rules are traced. */
  readonly rules?: readonly string[];
}

/**
 * The longest time in seconds that a watch goes on, whatever becomes of who began it: it begins within 40, and the client has 60. What it
 * wrote and its rules are there for half as long again.
 */
const longestWatch = 120;

/** What was watched, as files by their names: `host.pcap`, `host.links`, `pod-20.96.2.4.pcap`, `rules.out`. */
export type WatchedFiles = ReadonlyMap<string, Buffer>;

type WatchName = Pick<PacketWatch, 'id' | 'at'>;

/** Places of this computer have one folder of temporary files, so that each has a name of its own. Its folder is removed by that name. */
function nameAt({ id, at }: WatchName): string {
  if (!/^[a-z0-9-]+$/.test(id)) throw new Error(`"${id}" cannot name a watch`);
  return `${id}-${at.at === 'machine' ? at.name : at.at}`;
}

/** Seconds that a command has. */
const seconds = 40;

/** Begins a watch. It is on when this has returned. @throws InconclusiveError when it could not begin */
export async function beginWatch(probe: Probe, watch: PacketWatch): Promise<void> {
  const { filter, pods, rules } = watch;
  const words = [nameAt(watch), String(longestWatch), filter, pods.join(' '), rules ? 'rules' : 'none', ...(rules ?? [])];
  const seen = await run(probe, watch.at, startScript, words);
  if (seen.exitCode !== 0)
    throw new InconclusiveError(seen, `${describeVantagePoint(watch.at)} could not be watched: ${lastWords(seen)}`);
}

/** Ends the programs of a watch, and reads what they wrote. @throws InconclusiveError when it could not be read */
export async function readWatch(probe: Probe, watch: WatchName): Promise<WatchedFiles> {
  const { at } = watch;
  const seen = await run(probe, at, stopScript, [nameAt(watch), 'read']);
  if (seen.exitCode !== 0)
    throw new InconclusiveError(seen, `what ${describeVantagePoint(at)} watched could not be read: ${lastWords(seen)}`);
  return filesIn(seen.stdout);
}

/** Ends what is left of a watch: its programs, its rules, its files. Twice is fine. */
export const endWatch = (probe: Probe, watch: WatchName): Promise<Observation> =>
  run(probe, watch.at, stopScript, [nameAt(watch), 'end']);

/** On a machine one needs to be root; this computer's commands in the lab's network are run by root already. */
const run = (probe: Probe, at: VantagePoint, script: string, words: readonly string[]): Promise<Observation> =>
  probe.exec(at, [...(at.at === 'machine' ? ['sudo'] : []), 'bash', '-c', script, ...words], {
    timeoutSeconds: seconds,
    apart: true,
  });

/** Each file's name in a line, and what it holds in the next. */
function filesIn(text: string): WatchedFiles {
  const lines = text.split('\n');
  return new Map(
    lines.flatMap((line, index): [string, Buffer][] =>
      line.startsWith('file ') ? [[line.slice('file '.length), Buffer.from(lines[index + 1] ?? '', 'base64')]] : [],
    ),
  );
}

const lastWords = ({ stderr, stdout, exitCode }: Observation): string =>
  (stderr.trim() || stdout.trim()).split('\n').at(-1) || `exit status ${exitCode}`;
