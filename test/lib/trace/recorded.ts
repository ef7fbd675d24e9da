import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Place } from '../../../lib/path';
import { type Capture, interfaceNames, parseConntrackEvents, parseRuleTrace, readFrames } from '../../../lib/trace';

const folder = join(__dirname, 'captures');

/** The places of the recordings by the names of their files. The machines are network namespaces with the lab's addresses and rules. */
const places: Readonly<Record<string, Place>> = {
  outside: { kind: 'outside' },
  gateway: { kind: 'gateway' },
  'worker-1': { kind: 'machine', name: 'worker-1' },
  'worker-2': { kind: 'machine', name: 'worker-2' },
  'toolbox-worker-2': { kind: 'pod', name: 'toolbox-worker-2', node: 'worker-2' },
  'api-tester-1': { kind: 'pod', name: 'api-tester-1', node: 'worker-1' },
  'api-tester-2': { kind: 'pod', name: 'api-tester-2', node: 'worker-2' },
};

const textIn = (path: string): string | undefined => (existsSync(path) ? readFileSync(path, 'utf8') : undefined);

/**
 * A journey recorded with the tools of the node image (tcpdump 4.99.3, xtables-monitor 1.8.9, conntrack 1.4.7).
 * @param without places that were not watched
 */
export function recorded(name: string, { without = [] as readonly string[] } = {}): Capture {
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.pcap'));
  const watched = files.map((file) => file.slice(0, -'.pcap'.length)).filter((place) => !without.includes(place));
  return {
    places: watched.map((place) => {
      const path = (suffix: string) => join(folder, name, `${place}.${suffix}`);
      const [trace, events] = [textIn(path('trace.txt')), textIn(path('conntrack.xml'))];
      return {
        place: places[place]!,
        frames: readFrames(readFileSync(path('pcap')), interfaceNames(textIn(path('interfaces.json'))!)),
        rules: trace === undefined ? undefined : parseRuleTrace(trace),
        connections: events === undefined ? undefined : parseConntrackEvents(events),
      };
    }),
  };
}
