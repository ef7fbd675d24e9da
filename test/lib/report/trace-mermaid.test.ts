import { journeys } from '../../../lib/path';
import { traceMermaid } from '../../../lib/report';
import { predictedJourney } from '../../../lib/trace';
import { labOf, momentOf } from '../path/moments';

const lab = labOf();
const diagram = (id: string) =>
  traceMermaid(predictedJourney(journeys(lab, momentOf(lab)).find((journey) => journey.id === id)!)).split('\n');

test('every place is named once, and every arrow is between two of them', () => {
  for (const { id } of journeys(lab, momentOf(lab))) {
    const lines = diagram(id);
    expect(lines[0]).toBe('sequenceDiagram');
    const known = lines.flatMap((line) => /^ {2}participant (p\d+) as .+$/.exec(line)?.[1] ?? []);
    expect(new Set(known).size).toBe(known.length);
    const used = lines.slice(1, -1).filter((line) => !line.includes('participant'));
    for (const line of used) {
      const ends = /^ {2}(?:Note over (p\d+)|(p\d+)-?->>(p\d+)): [^;#]+$/.exec(line)!.slice(1).filter(Boolean);
      expect(known).toEqual(expect.arrayContaining(ends));
    }
  }
});

test('a translation is written at the place where it happens', () => {
  expect(diagram('load-balancer.api-tester-lb').filter((line) => line.includes('Note'))).toEqual([
    expect.stringMatching(
      /Note over p2: KUBE-SEP-\S+ DNAT, KUBE-POSTROUTING MASQUERADE, 192\.168\.56\.32:\* → 20\.96\.2\.4:8080/,
    ),
    expect.stringContaining('Note over p2: conntrack undoes the translation, 192.168.56.60:80'),
  ]);
});

test('a refusal is a note, and nothing comes back', () => {
  const lines = diagram('node-port.closed');
  expect(lines.at(-2)).toContain('refused (tcp-reset), nothing listens on port 30085/tcp');
  expect(lines.filter((line) => line.includes('-->>'))).toEqual([]);
});
