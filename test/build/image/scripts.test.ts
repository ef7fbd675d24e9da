import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../host/paths';

test.each(['build/image/preload-images.sh', 'build/image/containers/postgres/entrypoint.sh'])(
  '%s can be run and is a valid script',
  (script) => {
    const file = join(projectRoot, script);
    accessSync(file, constants.X_OK);
    execFileSync('sh', ['-n', file]);
  },
);
