import { Annotations, App, Aspects, type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { addLab, resolveLab } from 'kubernetes-network-lab-constructs';

/** Labels every object of the cluster, and refuses machines with more processors than the course has. */
class Course implements IAspect {
  constructor(
    private readonly name: string,
    private readonly cpus: number,
  ) {}

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    if (node.terraformResourceType.startsWith('kubernetes_')) node.addOverride('metadata.labels.course', this.name);
    const { vcpuInput } = node as { vcpuInput?: number };
    if (vcpuInput !== undefined && vcpuInput > this.cpus)
      Annotations.of(node).addError(`has ${vcpuInput} processors; the course allows ${this.cpus}`);
  }
}

const app = new App();
const { infrastructure, platform, services } = addLab(app, resolveLab({ name: 'course' }));
// cdktf asks each stack for its Aspects, and not the app above them.
for (const stack of [infrastructure, platform, services]) Aspects.of(stack).add(new Course('networking', 2));
app.synth();
