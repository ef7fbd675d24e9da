import { freeBytesIn } from '../../../hypervisor/preflight/host-facts';

/** As `virsh pool-dumpxml` of libvirt 9.0 prints it. */
const pool = (available: string) => `<pool type='dir'>
  <name>lab-les</name>
  <capacity unit='bytes'>107374182400</capacity>
  ${available}
  <target>
    <path>/srv/lab-les</path>
  </target>
</pool>
`;

test('fails for half a definition of a pool', () => {
  expect(() => freeBytesIn(pool('').slice(0, 80))).toThrow('the definition of the storage pool is no XML');
});

test('the free space of a pool is read in bytes', () => {
  expect(freeBytesIn(pool("<available unit='bytes'>1024</available>"))).toBe(1024);
});

test.each(['', "<available unit='GiB'>1024</available>", "<available unit='bytes'></available>"])(
  'nothing is known of it where a pool says %j',
  (available) => expect(freeBytesIn(pool(available))).toBeUndefined(),
);
