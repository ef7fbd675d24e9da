import { DataTerraformRemoteStateLocal, LocalBackend, type TerraformRemoteState, TerraformStack, TerraformVariable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Lab } from '../lib/model';

/** Where `./lab` and plain cdktf keep Terraform's states, as seen from a stack's folder (cdktf.out/stacks/NAME). */
const statesFolder = (lab: Lab): string => `../../../.lab/${lab.name}/terraform`;

/** The variable by which a stack is told where a lab's states are, one of whose stacks it refers to. */
export const statesVariable = (labName: string): string => `states_${labName.replaceAll('-', '_')}`;

/**
 * Keeps a stack's state with the lab's other files. The path is relative to the stack's folder, because an absolute one would differ
 * from machine to machine.
 * @param role which of the lab's stacks it is, whatever its id in an app
 * @throws where another stack of the app keeps its state there: each would remove what the other has made
 */
export function keepState(stack: TerraformStack, lab: Lab, role: string): void {
  const others = stack.node.root.node.findAll().filter((other) => other instanceof LabBackend);
  const twin = others.find((other) => other.lab.name === lab.name && other.role === role);
  if (twin)
    throw new Error(
      `the stacks ${TerraformStack.of(twin).node.path} and ${stack.node.path} are both the lab "${lab.name}"; give each lab a name of its own`,
    );
  new LabBackend(stack, lab, role);
}

/** The same, for other stacks that refer to values of this one: they are told by a variable where the states are. */
class LabBackend extends LocalBackend {
  constructor(
    stack: TerraformStack,
    readonly lab: Lab,
    readonly role: string,
  ) {
    super(stack, { path: `${statesFolder(lab)}/${role}.tfstate` });
  }

  override getRemoteStateDataSource(scope: Construct, name: string): TerraformRemoteState {
    const stack = TerraformStack.of(scope);
    const variable = statesVariable(this.lab.name);
    const states =
      (stack.node.tryFindChild(variable) as TerraformVariable | undefined) ??
      new TerraformVariable(stack, variable, {
        type: 'string',
        default: statesFolder(this.lab),
        description: `Folder of the states of the lab ${this.lab.name}.`,
      });
    return new DataTerraformRemoteStateLocal(scope, name, { path: `${states.stringValue}/${this.role}.tfstate` });
  }
}
