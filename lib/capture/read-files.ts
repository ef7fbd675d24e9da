import { type Capture, interfaceNames, parseConntrackEvents, parseRuleTrace, type PlaceCapture, readFrames } from '../trace';
import type { WatchedFiles } from '../probe';
import type { PlannedWatch } from './watched-places';

/** What was captured, place by place. @throws PcapError, InterfacesError, RuleTraceError or ConntrackError for files that are none */
export const readCapture = (watched: readonly { readonly watch: PlannedWatch; readonly files: WatchedFiles }[]): Capture => ({
  places: watched.flatMap(({ watch, files }) =>
    watch.places.flatMap(({ place, prefix }) => placeIn(watch, files, place, prefix)),
  ),
});

/** A pod that is gone has no files: it was not watched. */
function placeIn(watch: PlannedWatch, files: WatchedFiles, place: PlaceCapture['place'], prefix: string): PlaceCapture[] {
  const text = (name: string) => files.get(name)?.toString() ?? '';
  const pcap = files.get(`${prefix}.pcap`);
  if (!pcap) return [];
  const traced = watch.rules !== undefined && prefix === 'host';
  return [
    {
      place,
      frames: readFrames(pcap, interfaceNames(text(`${prefix}.links`))),
      rules: traced ? parseRuleTrace(text('rules.out')) : undefined,
      connections: traced ? parseConntrackEvents(text('conntrack.out')) : undefined,
      lost: lostIn(text(`${prefix}.pcap.err`)),
    },
  ];
}

/** `2 packets dropped by kernel`, in what tcpdump says at its end. */
const lostIn = (text: string): number => Number(/^(\d+) packets? dropped by kernel/m.exec(text)?.[1] ?? 0);
