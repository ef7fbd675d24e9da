import * as fc from 'fast-check';
import { type LabDefinition, nodes, tryResolve } from '../../../lib/model';
import {
  describePacket,
  type Exchange,
  type ExchangeWay,
  type Hop,
  type Journey,
  journeys,
  placeName,
  reversed,
  samePacket,
} from '../../../lib/path';
import { validDefinition } from '../model/definitions';
import { labs } from '../fake-lab/labs';
import { momentOf } from './moments';

const all = (exchanges: readonly Exchange[]): { exchange: Exchange; way: ExchangeWay }[] =>
  exchanges.flatMap((exchange) => exchange.ways.flatMap((way) => [{ exchange, way }, ...all(way.onward)]));

/** What a definition's lab has been asked before. */
const known = new Map<LabDefinition, ReturnType<typeof waysOf>>();
function waysIn(definition: LabDefinition): ReturnType<typeof waysOf> {
  const found = known.get(definition) ?? waysOf(definition);
  known.set(definition, found);
  return found;
}

/** Every way of every journey of a lab. */
function waysOf(definition: LabDefinition) {
  const lab = tryResolve(definition).lab!;
  const found = journeys(lab, momentOf(lab));
  return { lab, found, ways: found.flatMap((journey: Journey) => all(journey.exchanges).map((one) => ({ ...one, journey }))) };
}

const check = (property: (definition: LabDefinition) => void) => {
  Object.values(labs).forEach(property);
  fc.assert(fc.property(validDefinition, property), { numRuns: 5 });
};

test('the chances of all ways of a request are one together', () => {
  check((definition) => {
    for (const { exchange } of waysIn(definition).ways)
      expect(exchange.ways.reduce((sum, { chance }) => sum + chance, 0)).toBeCloseTo(1, 9);
  });
});

test('an answer arrives at the program that asked, from the address it asked', () => {
  check((definition) => {
    for (const { way } of waysIn(definition).ways.filter(({ way: { answer } }) => answer.length > 0)) {
      expect(way.lostAnswer).toBeUndefined();
      expect(describePacket(way.answer.at(-1)!.after)).toBe(describePacket(reversed(way.packet)));
    }
  });
});

test('every translation of a request is undone in its answer, at the same place', () => {
  check((definition) => {
    for (const { way } of waysIn(definition).ways.filter(({ way: { answer } }) => answer.length > 0)) {
      const changed = (hops: readonly Hop[]) =>
        hops.filter(({ before, after }) => describePacket(before) !== describePacket(after));
      const undone = changed(way.answer).reverse();
      expect(undone.map(({ place }) => placeName(place))).toEqual(changed(way.request).map(({ place }) => placeName(place)));
      changed(way.request).forEach((hop, index) => {
        expect(samePacket(undone[index]!.before, reversed(hop.after))).toBe(true);
        expect(samePacket(undone[index]!.after, reversed(hop.before))).toBe(true);
      });
    }
  });
});

test('nothing leaves the lab or comes into it but through the gateway', () => {
  check((definition) => {
    const isBeyond = ({ place: { kind } }: Hop) => kind === 'outside' || kind === 'internet';
    for (const { way } of waysIn(definition).ways)
      for (const hops of [way.request, way.answer])
        hops.slice(1).forEach((hop, index) => {
          const before = hops[index]!;
          if (isBeyond(hop) !== isBeyond(before)) expect([hop.place.kind, before.place.kind]).toContain('gateway');
        });
  });
});

test('a hop begins with the packet with which the hop before it ended', () => {
  check((definition) => {
    for (const { way } of waysIn(definition).ways)
      for (const hops of [way.request, way.answer])
        hops.slice(1).forEach((hop, index) => expect(describePacket(hop.before)).toBe(describePacket(hops[index]!.after)));
  });
});

test('only nodes have rules of kube-proxy', () => {
  check((definition) => {
    const { lab, ways } = waysIn(definition);
    const names = nodes(lab).map(({ name }) => name);
    for (const { way } of ways)
      for (const { place, steps } of [...way.request, ...way.answer])
        if (steps.some(({ rule }) => rule !== undefined)) expect(names).toContain(placeName(place));
  });
});

test('no two journeys have the same id', () => {
  check((definition) => {
    const ids = waysIn(definition).found.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
