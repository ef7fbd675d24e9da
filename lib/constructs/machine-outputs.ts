import { Fn, type TerraformStack } from 'cdktf';
import { type Lab, machines } from '../model';
import { loginUser } from '../render/user-data';
import type { SecretsInput } from './inputs';
import { output } from './output';

/** What the infrastructure tells: where its machines are, and how to log in to them. */
export function machineOutputs(stack: TerraformStack, lab: Lab, secrets: SecretsInput): void {
  const addresses = machines(lab).map(({ name, address }) => [name, String(address)] as const);
  const folder = Fn.abspath(secrets.folder);
  const login = `ssh -F none -i ${folder}/ssh -o IdentitiesOnly=yes -o UserKnownHostsFile=${folder}/known_hosts`;
  const logins = addresses.map(([name, address]) => [name, `${login} ${loginUser}@${address}`] as const);
  output(stack, 'addresses', Object.fromEntries(addresses), 'The machines’ addresses in the lab’s network.');
  output(stack, 'gateway', String(lab.network.gateway), 'The router of the lab’s network.');
  output(stack, 'ssh', Object.fromEntries(logins), 'Commands that log in to the machines, from the lab’s network.');
  output(stack, 'zone', lab.dns.zone, 'The company’s zone, which the name server answers for.');
}
