import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../host/paths';

/** Where the watch writes on a machine. */
export const watchFile = '/tmp/lab-clock-watch';

/** A script for bash that tells how long a machine's clock was wrong after a pause of the machine. */
export const clockWatch = readFileSync(join(projectRoot, 'dev/real-test/clock-watch.sh'), 'utf8');
