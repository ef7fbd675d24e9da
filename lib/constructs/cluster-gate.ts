import { join } from 'node:path';
import { AssetType, TerraformAsset, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { apiEndpoint, type Lab, nodes } from '../model';
import type { SecretsInput } from './inputs';
import { TerraformData } from './terraform-data';

export interface ClusterGateProps {
  readonly lab: Lab;
  readonly secrets: SecretsInput;
  /** Values that are others once machines were made anew: the cluster is waited for again. Default: none. */
  readonly after?: readonly string[];
  /** Seconds until giving up. Default: 45 minutes, three times what an emulated cluster needs in a slow hour. */
  readonly deadlineSeconds?: number;
}

/**
 * Waits inside Terraform until every node is Ready, and then every pod that the cluster itself begins with. What depends on it is made
 * after that. Where the deadline passes, Terraform fails with what was seen last.
 *
 * A resource with a provisioner, not a data source: those that ask over HTTP are programs of their own, which a closed network cannot
 * get, and a data source would keep `diff` waiting. The program that looks is copied beside the stack and needs Node.js alone.
 */
export class ClusterGate extends Construct {
  /** What waits. Let depend on it what needs a cluster. */
  readonly resource: TerraformData;

  constructor(scope: Construct, id: string, props: ClusterGateProps) {
    super(scope, id);
    const { lab, secrets, after = [], deadlineSeconds = 45 * 60 } = props;
    const names = nodes(lab).map(({ name }) => name);
    const program = new TerraformAsset(this, 'Program', {
      path: join(__dirname, 'wait-for-cluster.mjs'),
      type: AssetType.FILE,
    });
    const node = new TerraformVariable(this, 'node', {
      type: 'string',
      default: 'node',
      description: 'The Node.js program that looks whether the cluster is ready.',
    });
    node.overrideLogicalId('node');
    const words = ['--server', `https://${apiEndpoint(lab)}`, '--nodes', names.join(), '--deadline', String(deadlineSeconds)];
    this.resource = new TerraformData(this, 'Resource', {
      triggersReplace: [...after, ...names],
      provisioners: [
        {
          type: 'local-exec',
          command: `"$NODE" ${program.path} ${words.join(' ')} --secrets "$SECRETS"`,
          environment: { NODE: node.stringValue, SECRETS: secrets.folder },
        },
      ],
    });
  }
}
