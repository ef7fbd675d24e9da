import { newIdentity } from '../../../hypervisor/ownership/identity';
import { systemDomainType } from '../../../hypervisor/system/system-acceleration';
import { resolveLab } from '../../../lib/model';
import { FakePrograms } from '../../operations/fake-programs';

const lab = resolveLab();
const uri = 'qemu:///system';
let programs: FakePrograms;
afterEach(() => programs.remove());

/** The verdict at a libvirt that answers so, and how often a kernel was tried. */
async function verdict(virsh: string, boots: boolean): Promise<{ type: string; kernels: number }> {
  programs = new FakePrograms({ virsh });
  let kernels = 0;
  const bootsKernel = () => {
    kernels += 1;
    return Promise.resolve(boots);
  };
  return { type: await systemDomainType(uri, { lab, identity: newIdentity(lab.name), bootsKernel }, {}), kernels };
}

const runs = 'case "$*" in *domstate*) echo running ;; esac';
const ends = 'case "$*" in *domstate*) exit 1 ;; esac';
const offersNone = 'case "$*" in *domcapabilities*) exit 1 ;; esac';

test('KVM that runs firmware and boots no kernel is not used', async () => {
  expect(await verdict(runs, false)).toEqual({ type: 'qemu', kernels: 1 });
});

test('KVM that boots a kernel is used', async () => {
  expect(await verdict(runs, true)).toEqual({ type: 'kvm', kernels: 1 });
});

test.each([
  ['that ends at once', ends],
  ['that libvirt does not offer', offersNone],
])('no kernel is tried with KVM %s', async (_what, virsh) => {
  expect(await verdict(virsh, true)).toEqual({ type: 'qemu', kernels: 0 });
});
