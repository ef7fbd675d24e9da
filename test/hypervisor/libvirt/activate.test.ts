import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activate } from '../../../hypervisor/libvirt/activate';
import { domainNames } from '../../../hypervisor/libvirt/libvirt-objects';
import { newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { type Lab, machines, resolveLab } from '../../../lib/model';
import { FakePrograms } from '../../operations/fake-programs';

const identity = newIdentity('les');

/** virsh with the machines of a lab, all switched off but worker-1, whose disk was full; worker-2 has a saved memory, another's has its own UUID. */
const switchedOff = (lab: Lab) => {
  const [list, uuids] = [domainNames(lab), machines(lab).map(({ name }) => objectUuid(identity, 'machine', name))];
  const halted = machines(lab).findIndex(({ name }) => name === 'worker-1');
  const domuuid = list.map((name, index) => `"domuuid ${name}") echo ${uuids[index]};;`).join('\n');
  const saved = `"dominfo ${uuids[machines(lab).findIndex(({ name }) => name === 'worker-2')]}") echo "Managed save:   yes";;`;
  return `shift 3
    echo "$*" >> "$ASKED"
    case "$*" in
      "list --name") echo ${list[halted]};;
      "list --all --name"*) printf '%s\\n' ${list.join(' ')} lesson-of-others;;
      ${domuuid}
      "domuuid lesson-of-others") echo 00000000-0000-0000-0000-000000000000;;
      ${saved}
      "dominfo "*) echo "Managed save:   no";;
      "domstate ${uuids[halted]}") echo paused;;
      "domstate "*) echo running;;
      "start "* | "resume "*) true;;
    esac`;
};

test('what is switched off is started and what was halted goes on; neither a saved memory nor a halted machine boots', async () => {
  const lab = resolveLab();
  const programs = new FakePrograms({ virsh: switchedOff(lab) });
  const asked = join(programs.folder, 'asked');
  process.env.ASKED = asked;
  try {
    const starting: string[] = [];
    const booting: string[] = [];
    await activate('test:///fake', lab, identity, {
      starting: (name) => starting.push(name),
      booting: (machine) => booting.push(machine),
      replacing: (name, reason) => {
        throw new Error(`${name}: ${reason}`);
      },
    });
    expect(starting).toEqual(domainNames(lab).filter((name) => !name.endsWith('worker-1')));
    expect(booting).toEqual(['control-plane', 'name-server']);
    const uuidOf = (machine: string) => objectUuid(identity, 'machine', machine);
    expect(readFileSync(asked, 'utf8').match(/^(start|resume) .*$/gm)).toEqual([
      `start ${uuidOf('worker-2')} --paused`,
      `resume ${uuidOf('worker-2')}`,
      `start ${uuidOf('control-plane')}`,
      `start ${uuidOf('name-server')}`,
      `resume ${uuidOf('worker-1')}`,
    ]);
  } finally {
    delete process.env.ASKED;
    programs.remove();
  }
});
