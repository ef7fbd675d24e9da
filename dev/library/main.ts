/* Makes what the package of constructs holds; npm runs it before `npm pack ./library`. */
import { runMain } from '../../cli/run-main';
import { buildLibrary } from './build-library';

runMain(buildLibrary);
