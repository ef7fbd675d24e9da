import type { Lab } from '../../../lib/model';
import { kubectl } from './cluster-changes';
import { editedFile, notAtBoot, scripts, stopped } from './change-machine';
import type { Sabotage } from './sabotage';

/** What a machine is: its names, its addresses, its clock, and the programs that run on it now and after its next boot. */
export const machineSabotages = (lab: Lab): Sabotage[] => [
  ...identity(lab),
  ...clock(lab),
  ...running(lab),
  ...atBoot(lab),
  ...scheduling(lab),
];

const last = (lab: Lab) => lab.workers.at(-1)!;

function identity(lab: Lab): Sabotage[] {
  const machine = last(lab);
  const { name } = machine;
  const { cidr, gateway, client } = lab.network;
  const second = `${cidr.at(cidr.size - 2)}/${cidr.prefix}`;
  return [
    {
      id: 'hostname',
      sentence: `${name} calls itself by another name.`,
      ...scripts(machine, 'hostname elsewhere', `hostname ${name}`),
      turnsRed: [`nodes.name.${name}`],
    },
    {
      id: 'second-address',
      sentence: `${name} has a second address on the lab's network.`,
      ...scripts(machine, `ip address replace ${second} dev eth0`, `ip address del ${second} dev eth0 2>/dev/null || true`),
      turnsRed: [`nodes.address.${name}`],
    },
    {
      id: 'default-route',
      sentence: `The default route of ${name} leads to a client.`,
      ...scripts(machine, `ip route replace default via ${client}`, `ip route replace default via ${gateway}`),
      turnsRed: [`nodes.default-route.${name}`, `pods.masqueraded.${name}`],
    },
    {
      id: 'resolver',
      sentence: `${name} asks the gateway for names, past the company's name server.`,
      ...editedFile(machine, '/etc/resolv.conf', `s/^nameserver .*/nameserver ${gateway}/`),
      turnsRed: [`nodes.resolver.${name}`],
    },
    {
      id: 'password-of-none',
      sentence: `The account of students on ${name} has an empty password.`,
      ...editedFile(machine, '/etc/shadow', 's/^lab:[^:]*:/lab::/'),
      turnsRed: [`safety.no-passwords.${name}`],
    },
    {
      id: 'password-login',
      sentence: `The SSH server of ${name} accepts passwords.`,
      ...scripts(
        machine,
        `echo 'PasswordAuthentication yes' >${sshSetting}\nsystemctl reload ssh`,
        `rm -f ${sshSetting}\nsystemctl reload ssh`,
      ),
      turnsRed: [`safety.no-password-login.${name}`],
    },
  ];
}

/** The first setting counts, and files are read in the order of their names. */
const sshSetting = '/etc/ssh/sshd_config.d/00-sabotage.conf';

/** The hardware clock follows the host's. */
const rightTime = 'date --utc --set="@$(cat /sys/class/rtc/rtc0/since_epoch)"\nchronyc reset sources';

function clock({ nameServer }: Lab): Sabotage[] {
  return [
    {
      id: 'clock-ahead',
      sentence: `The clock of ${nameServer.name} is an hour ahead.`,
      ...scripts(nameServer, "date --utc --set='+1 hour'", rightTime),
      turnsRed: [`nodes.clock.${nameServer.name}`],
    },
    {
      id: 'clock-alone',
      sentence: `Nothing keeps the time on ${nameServer.name}.`,
      ...scripts(nameServer, 'systemctl disable --now chrony', 'systemctl enable --now chrony'),
      turnsRed: [`nodes.clock.${nameServer.name}`],
    },
  ];
}

function running(lab: Lab): Sabotage[] {
  const machine = last(lab);
  return [
    {
      id: 'kubelet-stopped',
      sentence: `kubelet does not run on ${machine.name}.`,
      ...stopped(machine, 'kubelet'),
      turnsRed: [`nodes.kubelet.${machine.name}`],
    },
    {
      id: 'containerd-stopped',
      sentence: `The container runtime does not run on ${machine.name}, and its containers go on.`,
      ...stopped(machine, 'containerd'),
      turnsRed: [`nodes.kubelet.${machine.name}`],
    },
    {
      id: 'web-server-stopped',
      sentence: `The company's web server does not run.`,
      ...stopped(lab.nameServer, 'nginx'),
      turnsRed: ['dns.intranet-page'],
    },
  ];
}

function atBoot(lab: Lab): Sabotage[] {
  const units = [
    [lab.nameServer, 'named'],
    [lab.nameServer, 'nginx'],
    [last(lab), 'kubelet'],
    [last(lab), 'containerd'],
    [last(lab), 'lab-masquerade'],
  ] as const;
  return units.map(([machine, unit]) => ({
    id: `${unit}-not-at-boot`,
    sentence: `${unit} runs on ${machine.name} and will not after the next boot.`,
    ...notAtBoot(machine, unit),
    turnsRed: [`nodes.units.${machine.name}`],
  }));
}

function scheduling(lab: Lab): Sabotage[] {
  const { name } = last(lab);
  const taint = 'lab/sabotage=true:NoSchedule';
  return [
    {
      id: 'cordoned',
      sentence: `${name} takes no new pods.`,
      break: [kubectl('cordon', name)],
      repair: [kubectl('uncordon', name)],
      turnsRed: [`nodes.schedulable.${name}`],
    },
    {
      id: 'tainted',
      sentence: `${name} has a taint that no pod tolerates.`,
      break: [kubectl('taint', 'node', name, taint, '--overwrite')],
      // One that is not there is no fault.
      repair: [kubectl('patch', 'node', name, '--type', 'merge', '-p', JSON.stringify({ spec: { taints: null } }))],
      turnsRed: [`nodes.schedulable.${name}`],
    },
  ];
}
