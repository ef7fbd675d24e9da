import { childElements, readXml, textAt } from '../../../hypervisor/libvirt/libvirt-xml';

/** What `virsh pool-dumpxml` of libvirt 9.0 printed. */
const pool = `<pool type='dir'>
  <name>default-pool</name>
  <uuid>dfe224cb-28fb-8dd0-c4b2-64eb3f0f4566</uuid>
  <capacity unit='bytes'>107374182400</capacity>
  <allocation unit='bytes'>0</allocation>
  <available unit='bytes'>107374182400</available>
  <source>
  </source>
  <target>
    <path>/default-pool</path>
  </target>
</pool>

`;

test.each([
  ['nothing', ''],
  ['words', 'error: failed to get pool'],
  ['half an answer', pool.slice(0, 200)],
  ['two elements', '<pool/><pool/>'],
  ['an attribute without quotes', '<pool type=dir/>'],
  ['an entity that is not defined', '<pool>&size;</pool>'],
])('fails for %s, and names what was read', (_title, text) => {
  expect(() => readXml(text, 'the definition of the pool lab-les')).toThrow(
    /^the definition of the pool lab-les is no XML that this program can read: \S/,
  );
});

test('text is found by the path to it, whatever has the same name elsewhere', () => {
  const root = readXml(pool, 'a pool');
  expect(textAt(root, 'available')).toBe('107374182400');
  expect(textAt(root, 'target', 'path')).toBe('/default-pool');
  expect(textAt(root, 'path')).toBeUndefined();
  expect(textAt(readXml('<pool><name>a &amp; <!-- b --><![CDATA[<c>]]></name></pool>', 'a pool'), 'name')).toBe('a & <c>');
});

test('all elements of a path are found, in their order', () => {
  const root = readXml('<a><b><c n="1"/><c n="2"/></b><b><c n="3"/></b><c n="4"/></a>', 'a tree');
  expect(childElements(root, 'b', 'c').map((element) => element.getAttribute('n'))).toEqual(['1', '2', '3']);
});
