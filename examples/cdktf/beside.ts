import { ConfigMap } from '@cdktf/provider-kubernetes/lib/config-map';
import { App, LocalBackend, TerraformOutput, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import {
  addLab,
  kubernetesProvider,
  type Lab,
  type LabStacks,
  resolveLab,
  SecretsInput,
} from 'kubernetes-network-lab-constructs';

interface WelcomeStackProps {
  readonly lab: Lab;
  readonly stacks: LabStacks;
}

/** A stack of one's own, whose objects live in the lab's cluster. */
class WelcomeStack extends TerraformStack {
  constructor(scope: Construct, id: string, { lab, stacks }: WelcomeStackProps) {
    super(scope, id);
    new LocalBackend(this, { path: '../../../welcome.tfstate' });
    kubernetesProvider(this, lab, new SecretsInput(this, lab.name));
    const welcome = new ConfigMap(this, 'welcome', {
      metadata: { name: 'welcome', namespace: 'default' },
      data: {
        zone: lab.dns.zone,
        // A value that another stack has only once it was applied.
        machines: stacks.infrastructure.machines,
      },
    });
    new TerraformOutput(this, 'name', { value: welcome.metadata.name, staticId: true });
    this.addDependency(stacks.platform);
  }
}

const app = new App();
const lab = resolveLab({ name: 'beside' });
new WelcomeStack(app, 'welcome', { lab, stacks: addLab(app, lab) });
app.synth();
