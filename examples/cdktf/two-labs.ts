import { App } from 'cdktf';
import { addLab, resolveLab } from 'kubernetes-network-lab-constructs';

const app = new App();
addLab(app, resolveLab({ name: 'first' }), { prefix: 'first-' });
// At one libvirt each needs a network of its own. Embedded labs could have the same one.
addLab(app, resolveLab({ name: 'second', network: { cidr: '192.168.57.0/24' }, workers: 1 }), { prefix: 'second-' });
app.synth();
