import { type Lab, type Machine, machines } from '../model';
import { describeObservation, type VantagePoint } from '../probe';
import { type Claim, eventually, verdict, type Verdict, type VerifyContext } from '../verify';

/** What every machine needs beside the clock, of which `nodes.clock` speaks. */
const common = ['ssh', 'systemd-networkd'];

/** What a machine needs for its role; masquerading and joining are done once at each boot and stay active. */
const byRole: Readonly<Record<Machine['role'], readonly string[]>> = {
  'control-plane': ['containerd', 'kubelet', 'lab-masquerade'],
  worker: ['containerd', 'kubelet', 'lab-masquerade'],
  'name-server': ['named', 'nginx'],
};

const unitsOf = ({ role }: Machine): readonly string[] => [...common, ...byRole[role]];

/** "It works today" is not enough: what runs now starts at the next boot, too. */
export const unitClaims = (lab: Lab): Claim[] =>
  machines(lab).map((machine): Claim => {
    const { name } = machine;
    const units = unitsOf(machine).join(', ');
    return {
      id: `nodes.units.${name}`,
      topic: 'nodes',
      sentence: {
        en: `On ${name} ${units} run and will start at the next boot, and no other unit has failed.`,
        ko: `${name} 머신에서 ${units} 유닛이 실행 중이고 다음 부팅에도 시작되며, 실패한 유닛은 없다.`,
      },
      from: { at: 'machine', name },
      ...eventually,
      lookAt: `./lab ssh ${name} -- systemctl status ${unitsOf(machine).join(' ')}; ./lab ssh ${name} -- systemctl --failed`,
      check: (context) => check(context, { at: 'machine', name }, unitsOf(machine)),
    };
  });

/** `ssh` is Debian's name for what systemd may call by an alias, so each is asked by its first name. */
async function check(context: VerifyContext, from: VantagePoint, units: readonly string[]): Promise<Verdict> {
  const look = `systemctl show --property=Id,ActiveState,UnitFileState ${units.join(' ')}
echo failed:
systemctl list-units --failed --plain --no-legend`;
  const seen = await context.probe.exec(from, ['sh', '-c', look]);
  const [shown, failed] = seen.stdout.split(/^failed:$/m);
  if (seen.exitCode !== 0 || failed === undefined) return verdict(seen, false, describeObservation(seen));
  const states = shown!.trim().split(/\n\n+/).map(propertiesIn);
  const faults = [...units.flatMap((unit, index) => faultsOf(unit, states[index])), ...failedUnits(failed)];
  return verdict(seen, faults.length === 0, faults.join('; ') || `${units.join(', ')} are active and enabled`);
}

const propertiesIn = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(text.split('\n').map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]));

function faultsOf(unit: string, state: Readonly<Record<string, string>> = {}): string[] {
  const { ActiveState = 'unknown', UnitFileState = 'unknown' } = state;
  return [
    ...(ActiveState === 'active' ? [] : [`${unit} is ${ActiveState}`]),
    ...(UnitFileState === 'enabled' ? [] : [`${unit} is ${UnitFileState} for the next boot`]),
  ];
}

const failedUnits = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim().split(/\s+/)[0]!)
    .filter(Boolean)
    .map((unit) => `${unit} has failed`);
