import { TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import { ApiTester } from '../lib/constructs/api-tester';
import { SecretsInput } from '../lib/constructs/inputs';
import { kubernetesProvider } from '../lib/constructs/kubernetes';
import { Postgres } from '../lib/constructs/postgres';
import { LabService } from '../lib/constructs/lab-service';
import { serviceOutputs } from '../lib/constructs/service-outputs';
import { Toolbox } from '../lib/constructs/toolbox';
import type { Lab, Workload } from '../lib/model';
import { keepState } from './state';

export interface ServicesStackProps {
  readonly lab: Lab;
  /** Versions of providers. Default: those that are built here. */
  readonly providers?: { readonly kubernetes?: string };
}

/** The Services the lesson shows, each with the real workload behind it. */
export class ServicesStack extends TerraformStack {
  constructor(scope: Construct, id: string, props: ServicesStackProps) {
    super(scope, id);
    const { lab } = props;
    keepState(this, lab, 'services');
    const secrets = new SecretsInput(this, lab.name);
    kubernetesProvider(this, lab, secrets, props.providers?.kubernetes);
    for (const workload of lab.workloads) this.addWorkload(lab, workload, secrets);
    for (const service of lab.services) new LabService(this, `service-${service.name}`, { service });
    new Toolbox(this, 'toolbox');
    serviceOutputs(this, lab);
  }

  private addWorkload(lab: Lab, workload: Workload, secrets: SecretsInput): void {
    const id = `workload-${workload.name}`;
    if (workload.kind === 'api-tester') {
      new ApiTester(this, id, { workload, secrets });
      return;
    }
    new Postgres(this, id, { lab, workload, secrets });
  }
}
