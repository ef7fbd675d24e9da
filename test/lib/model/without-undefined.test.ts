import * as fc from 'fast-check';
import { type LabDefinition, parseDefinition, tryResolve } from '../../../lib/model';
import { withoutUndefined } from '../../../lib/model/without-undefined';
import { validDefinition } from './definitions';

type Mapping = Record<string, unknown>;

test('keys without a value are left out, at every depth, and a list keeps its length', () => {
  expect(withoutUndefined({ a: undefined, b: { c: undefined, d: null }, e: [{ f: undefined }, undefined] })).toStrictEqual({
    b: { d: null },
    e: [{}, undefined],
  });
});

test('a key whose value is undefined is as good as absent', () => {
  fc.assert(
    fc.property(validDefinition, fc.nat(), (definition, at) => {
      const [emptied, shortened] = [structuredClone(definition), structuredClone(definition)];
      const keys = keysOf(emptied);
      fc.pre(keys.length > 0);
      const index = at % keys.length;
      const [holder, key] = keys[index]!;
      holder[key] = undefined;
      const [other, same] = keysOf(shortened)[index]!;
      delete other[same];
      expect(outcome(emptied)).toEqual(outcome(shortened));
    }),
  );
});

test.each(['podCidr', 'serviceCidr', 'dnsDomain', 'nodePodPrefix'])('cluster.%s may be undefined', (key) => {
  expect(tryResolve({ cluster: { [key]: undefined } }).problems).toEqual([]);
});

/** Every key of a definition, with the mapping it is in. */
function keysOf(value: unknown): [Mapping, string][] {
  if (Array.isArray(value)) return value.flatMap(keysOf);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]): [Mapping, string][] => [[value as Mapping, key], ...keysOf(part)]);
}

/** What a file is told, and a program, whose definition has every key that its type asks for. */
function outcome(definition: LabDefinition): unknown[] {
  const parsed = parseDefinition(definition);
  const told = tryResolve(parsed.definition, parsed.problems).problems;
  return parsed.problems.length > 0 ? [told] : [told, tryResolve(definition).problems];
}
