import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { interpreterOf, shellScripts } from '../../dev/shell-scripts';
import { projectRoot } from '../../host/paths';

// What is here is checked by shellcheck, too: shell-scripts.node.test.ts.
test('every shell script is found, wherever it lies and whatever it is called', () => {
  expect(shellScripts()).toEqual([
    '.ci/run',
    'build/image/containers/postgres/entrypoint.sh',
    'build/image/preload-images.sh',
    'build/image/root/usr/local/lib/lab/bootstrap.sh',
    'build/image/root/usr/local/lib/lab/clock-after-pause.sh',
    'build/image/root/usr/local/lib/lab/seed.sh',
    'dev/real-test/clock-watch.sh',
    'dev/smoke.sh',
    'host/bootstrap/bring',
    'host/bootstrap/distribution.sh',
    'host/typescript',
    'lab',
    'operations/terraform/lab-terraform.sh',
  ]);
});

test.each(shellScripts())('%s can be run and is a valid script', (script) => {
  const file = join(projectRoot, script);
  accessSync(file, constants.X_OK);
  execFileSync(interpreterOf(script)!, ['-n', file]);
});
