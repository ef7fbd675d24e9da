import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import * as fc from 'fast-check';
import type { ProviderSchema } from '../../dev/provider-schemas/provider-schema';
import { type Lab, resolveLab } from '../../lib/model';
import { readLab } from '../../operations/lab-folder/lab-file';
import { ServicesStack } from '../../stacks';
import { versions } from '../../versions';
import type { Synthesized } from '../lib/constructs/synthesis';
import { validDefinition } from '../lib/model/definitions';
import { schemaFaults } from './schema-faults';

/** The oldest and the newest Kubernetes provider that the stacks are written for; test/stacks/schemas/README.md says where each is from. */
const known = ['1.13.4', '2.38.0'];
const schemaOf = (version: string): ProviderSchema =>
  JSON.parse(readFileSync(join(__dirname, 'schemas', `kubernetes-${version}.json`), 'utf8'));

function services(lab: Lab, kubernetes: string): Synthesized {
  const stack = new ServicesStack(Testing.app(), 'services', { lab, providers: { kubernetes } });
  return JSON.parse(Testing.synth(stack, true));
}

// Resources have the shape their provider gives them.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
type Resource = Record<string, any>;

const examples = join(__dirname, '../../examples');
const definitions = readdirSync(examples).filter((name) => name.endsWith('.yaml'));

test('the version that a lab asks for is one of them', () => {
  expect(known).toContain(versions.providers.kubernetes);
});

describe.each(known)('the Kubernetes provider %s', (version) => {
  const schema = schemaOf(version);
  const faults = (synthesized: Synthesized) => schemaFaults(schema, synthesized, 'kubernetes');
  const changed = (type: string, change: (resource: Resource) => void): string[] => {
    const synthesized = services(resolveLab(), version);
    change(Object.values(synthesized.resource[type]!)[0]);
    return faults(synthesized);
  };

  test.each([
    [
      'an argument that it does not know',
      (one: Resource) => Object.assign(one, { patience: 'much' }),
      'patience: no such argument',
    ],
    [
      'an argument that it decides itself',
      ({ metadata }: Resource) => Object.assign(metadata, { uid: 'x' }),
      'uid: the provider decides it',
    ],
    ['a block too many', (one: Resource) => (one.spec = [one.spec, one.spec]), 'spec: 2 blocks'],
    ['text in a block’s place', (one: Resource) => (one.spec = 'ClusterIP'), 'spec[0]: not a block'],
    [
      'text in a number’s place',
      ({ spec }: Resource) => Object.assign(spec, { port: [{ port: 'http' }] }),
      '"http" is no number',
    ],
    ['a list in a map’s place', ({ spec }: Resource) => Object.assign(spec, { selector: ['app'] }), '["app"] is no map'],
    ['a Service without its block', (one: Resource) => delete one.spec, 'spec: missing'],
    ['a port without its number', ({ spec }: Resource) => Object.assign(spec, { port: [{ name: 'http' }] }), 'port: missing'],
  ] as [string, (resource: Resource) => void, string][])('refuses %s', (_what, change, fault) => {
    expect(changed('kubernetes_service', change)).toEqual([expect.stringContaining(fault)]);
  });

  test('refuses a resource and a setting that it does not know', () => {
    const synthesized = services(resolveLab(), version);
    Object.assign(synthesized.resource, { kubernetes_teapot: { tea: {} } });
    Object.assign(synthesized.provider.kubernetes![0]!, { kettle: 1 });
    expect(faults(synthesized)).toEqual([
      expect.stringContaining('kettle: no such argument'),
      expect.stringContaining('kubernetes_teapot: no such resource'),
    ]);
  });

  test.each(['the default lab', ...definitions])('accepts that of %s', (name) => {
    const lab = name.endsWith('.yaml') ? readLab(join(examples, name)) : resolveLab();
    expect(faults(services(lab, version))).toEqual([]);
  });

  test('accepts that of any other plan', () => {
    fc.assert(
      fc.property(validDefinition, (definition) => {
        expect(faults(services(resolveLab(definition), version))).toEqual([]);
      }),
      { numRuns: 10 },
    );
  });
});

test('only a provider before 2.0 is told to read no kubeconfig: later ones read none, and do not know the setting', () => {
  const settings = (version: string) => services(resolveLab(), version).provider.kubernetes![0];
  expect(settings('1.13.4')).toMatchObject({ load_config_file: false });
  expect(settings('2.38.0')).not.toHaveProperty('load_config_file');
});
