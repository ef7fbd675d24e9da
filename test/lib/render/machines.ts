import { type Lab, type Machine, machines } from '../../../lib/model';

/** A machine of the lab by its name. */
export function machineNamed(lab: Lab, name: string): Machine {
  const machine = machines(lab).find((candidate) => candidate.name === name);
  if (!machine) throw new Error(`no machine is called ${name}`);
  return machine;
}
