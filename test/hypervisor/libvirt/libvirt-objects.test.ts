import { ownerAttribute, ownerIn } from '../../../hypervisor/libvirt/libvirt-objects';
import { newIdentity } from '../../../hypervisor/ownership/identity';

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
