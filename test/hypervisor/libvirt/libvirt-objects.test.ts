import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { activate, domainNames, ownerAttribute, ownerIn } from '../../../hypervisor/libvirt/libvirt-objects';
import { newIdentity, objectUuid } from '../../../hypervisor/ownership/identity';
import { type Lab, machines, resolveLab } from '../../../lib/model';
import { FakePrograms } from '../../operations/fake-programs';

const identity = { ...newIdentity('les'), checkout: `/opt/a&b "c" <d> 'e' %41` };

test.each([
  ['no element', ''],
  ['half an element', `<lab json="${ownerAttribute(identity)}"`],
  ['an element without an identity', '<lab/>'],
  ['percent signs that mean nothing', '<lab json="%zz"/>'],
  ['JSON that is no identity', '<lab json="%7B%22id%22%3A1%7D"/>'],
])('metadata with %s name no owner', (_title, text) => {
  expect(ownerIn(text)).toBeUndefined();
});

test('the owner is read back as it was written, in both forms that libvirt prints', () => {
  const json = ownerAttribute(identity);
  expect(ownerIn(`<lab json="${json}"/>\n\n`)).toEqual(identity);
  expect(ownerIn(`<lab:lab xmlns:lab="urn:kubernetes-network-lab:identity" json='${json}'/>`)).toEqual(identity);
});

/** virsh with the machines of a lab, all switched off; worker-2 has a saved memory, another's has its own UUID. */
const switchedOff = (lab: Lab) => {
  const [list, uuids] = [domainNames(lab), machines(lab).map(({ name }) => objectUuid(identity, 'machine', name))];
  const domuuid = list.map((name, index) => `"domuuid ${name}") echo ${uuids[index]};;`).join('\n');
  const saved = `"dominfo ${uuids[machines(lab).findIndex(({ name }) => name === 'worker-2')]}") echo "Managed save:   yes";;`;
  return `shift 3
    echo "$*" >> "$ASKED"
    case "$*" in
      "list --all --name") printf '%s\\n' ${list.join(' ')} lesson-of-others;;
      ${domuuid}
      "domuuid lesson-of-others") echo 00000000-0000-0000-0000-000000000000;;
      ${saved}
      "dominfo "*) echo "Managed save:   no";;
      "start "*) true;;
    esac`;
};

test('what is switched off is started; a machine that goes on from a saved memory does not boot', async () => {
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
    expect(starting).toEqual(domainNames(lab));
    expect(booting).toEqual(['control-plane', 'worker-1', 'name-server']);
    const uuids = machines(lab).map(({ name }) => objectUuid(identity, 'machine', name));
    expect(readFileSync(asked, 'utf8').match(/^start .*$/gm)).toEqual(uuids.map((uuid) => `start ${uuid}`));
  } finally {
    delete process.env.ASKED;
    programs.remove();
  }
});
