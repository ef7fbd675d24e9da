import * as fc from 'fast-check';
import { readLabText, definitionFile } from '../../../lib/definition';
import { resolveLab } from '../../../lib/model';
import { validDefinition } from '../model/definitions';

test('every key of the first level is there, with its meaning', () => {
  const text = definitionFile(resolveLab(), 'schema/lab.schema.json');
  expect(text).toMatch(/^# yaml-language-server: \$schema=schema\/lab\.schema\.json\n/);
  for (const key of [
    'network',
    'controlPlane',
    'workers',
    'nameServer',
    'cluster',
    'dns',
    'loadBalancer',
    'internet',
    'services',
  ])
    expect(text).toMatch(new RegExp(`^# .+\\n${key}:`, 'm'));
});

test('what is written is read back as the same lab, whatever the lab', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => {
      const lab = resolveLab(definition);
      expect(readLabText(definitionFile(lab), 'lab.yaml')).toEqual(lab);
    }),
    { numRuns: 50 },
  );
});
