import { ConfigMap } from '@cdktf/provider-kubernetes/lib/config-map';
import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import {
  addLab,
  kubernetesProvider,
  type Lab,
  type LabStacks,
  resolveLab,
  SecretsInput,
} from 'kubernetes-network-lab-constructs';

/** A stack of one's own, whose objects live in the lab's cluster. */
class OwnStack extends TerraformStack {
  constructor(app: App, id: string, lab: Lab, stacks: LabStacks) {
    super(app, id);
    new LocalBackend(this, { path: '../../../own.tfstate' });
    kubernetesProvider(this, lab, new SecretsInput(this, lab.name));
    const motd = new ConfigMap(this, 'motd', {
      metadata: { name: 'motd', namespace: 'default' },
      // A value of the lab's stack, by reference.
      data: { machines: stacks.infrastructure.machines },
    });
    new TerraformOutput(this, 'name', { value: motd.metadata.name, staticId: true });
    this.addDependency(stacks.platform);
  }
}

const app = new App();
const lab = resolveLab({ name: 'beside' });
new OwnStack(app, 'own', lab, addLab(app, lab));
app.synth();
