import { askedAcceleration, domainType } from '../../../hypervisor/preflight/kvm';

test.each([
  [{}, undefined],
  [{ LAB_ACCELERATION: '' }, undefined],
  [{ LAB_ACCELERATION: 'kvm' }, 'kvm'],
  [{ LAB_ACCELERATION: 'tcg' }, 'qemu'],
  [{ LAB_ACCELERATION: 'emulation' }, 'qemu'],
])('%j asks for %s', (env, type) => {
  expect(askedAcceleration(env)).toBe(type);
});

test('what is asked for is not tried', async () => {
  await expect(domainType('/no/kernel', '/no/initrd', '/no/cache', undefined, { LAB_ACCELERATION: 'kvm' })).resolves.toBe('kvm');
});

test('fails for an acceleration that does not exist', () => {
  expect(() => askedAcceleration({ LAB_ACCELERATION: 'hvf' })).toThrow('LAB_ACCELERATION is "hvf"');
});
