import { App } from 'cdktf';
import { addLab, resolveLab } from 'kubernetes-network-lab-constructs';

// Each has a network of its own; embedded labs could even have the same one.
const app = new App();
addLab(app, resolveLab({ name: 'first' }), { prefix: 'first-' });
addLab(app, resolveLab({ name: 'second', network: { cidr: '192.168.57.0/24' }, workers: 1 }), { prefix: 'second-' });
app.synth();
