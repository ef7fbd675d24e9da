import { App } from 'cdktf';
import { findLabFile, readLab } from './operations/lab-file';
import { DefinitionError, type Lab, warnings } from './lib/model';
import { addLab } from './stacks';

const app = new App();
addLab(app, readLabOrExit());
app.synth();

/** A wrong definition is told in its own words, without this program's stack. */
function readLabOrExit(): Lab {
  try {
    const lab = readLab(findLabFile('.', process.env.LAB_CONFIG));
    for (const warning of warnings(lab)) process.stderr.write(`warning: ${warning}\n`);
    return lab;
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(2);
  }
}
