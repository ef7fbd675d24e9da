import { App } from 'cdktf';
import { reportError } from './cli/report-error';
import { findLabFile, readLab } from './operations/lab-folder/lab-file';
import { type Lab, warnings } from './lib/model';
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
    process.exit(reportError(error));
  }
}
