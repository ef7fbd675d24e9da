import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { labJsonSchema } from '../../lib/model';

const file = join(__dirname, '../../schema/lab.schema.json');

test('the committed JSON Schema is the one the types give; `npm run schema` writes it', () => {
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(JSON.stringify(labJsonSchema())));
});

test('every key of a definition has a description for editors', () => {
  const silent: string[] = [];
  const look = (schema: Record<string, unknown>, path: string): void => {
    for (const [key, part] of Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>)) {
      if (!part.description && !('const' in part)) silent.push(`${path}${key}`);
      look(part, `${path}${key}.`);
    }
    for (const inner of [schema.items, schema.additionalProperties, ...((schema.oneOf as unknown[]) ?? [])])
      if (typeof inner === 'object' && inner !== null) look(inner as Record<string, unknown>, `${path}*.`);
  };
  look(labJsonSchema() as Record<string, unknown>, '');
  expect(silent).toEqual([]);
});
