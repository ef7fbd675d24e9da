import { App } from 'cdktf';
import { readLab } from './lib/lab-file';
import { warnings } from './lib/model';
import { addLab } from './stacks';

const lab = readLab(process.env.LAB_CONFIG);
for (const warning of warnings(lab)) process.stderr.write(`warning: ${warning}\n`);

const app = new App();
addLab(app, lab);
app.synth();
