import { type TerraformMetaArguments, TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';

export interface TerraformDataProps extends TerraformMetaArguments {
  /** The resource is made anew when one of these values is another one. */
  readonly triggersReplace?: readonly string[];
}

/**
 * Terraform's own `terraform_data` (1.4 and later): it comes with Terraform, so no provider is needed. cdktf's `DataResource` is the same
 * resource, and starts Terraform whenever a stack is synthesized, to ask for its version.
 */
export class TerraformData extends TerraformResource {
  private readonly triggersReplace?: readonly string[];

  constructor(scope: Construct, id: string, { triggersReplace, ...config }: TerraformDataProps) {
    super(scope, id, { ...config, terraformResourceType: 'terraform_data' });
    this.triggersReplace = triggersReplace;
  }

  /** Another one each time the resource is made anew. */
  get id(): string {
    return this.getStringAttribute('id');
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { triggers_replace: this.triggersReplace };
  }
}
