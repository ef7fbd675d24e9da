import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../host/paths';
import { labJsonSchema } from '../lib/model';

/* Writes the JSON Schema of definition files: `npm run schema`. A test sees that the committed one is current. */
writeFileSync(join(projectRoot, 'schema', 'lab.schema.json'), `${JSON.stringify(labJsonSchema(), null, 2)}\n`);
