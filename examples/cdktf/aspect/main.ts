import { Annotations, App, Aspects, type IAspect, TerraformResource } from 'cdktf';
import type { IConstruct } from 'constructs';
import { addLab, resolveLab } from 'kubernetes-network-lab-constructs';

/** Puts a label on every object of the cluster, and refuses machines with more than two processors. */
class Course implements IAspect {
  constructor(private readonly name: string) {}

  visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node)) return;
    const resource = node as TerraformResource;
    if (resource.terraformResourceType.startsWith('kubernetes_')) resource.addOverride('metadata.labels.course', this.name);
    const { vcpuInput } = node as { vcpuInput?: number };
    if (vcpuInput !== undefined && vcpuInput > 2) Annotations.of(node).addError(`${vcpuInput} processors; the course has 2`);
  }
}

const app = new App();
addLab(app, resolveLab({ name: 'course' }));
Aspects.of(app).add(new Course('networking'));
app.synth();
