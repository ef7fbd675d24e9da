import { resolveLab } from '../../../lib/model';
import { infrastructure } from './infrastructure';
import { only, synthesize } from './synthesis';

test('the network has the lab’s addresses, a gateway that answers DNS, and no DHCP', () => {
  expect(
    only(
      synthesize((stack) => void infrastructure(stack, resolveLab())),
      'libvirt_network',
    ),
  ).toEqual({
    name: 'lab-lesson',
    bridge: 'br-lesson',
    mode: '${var.network_mode}',
    xml: { xslt: expect.stringContaining('uuidv5(var.lab_id, "network")') },
    addresses: ['192.168.56.0/24'],
    autostart: true,
    dhcp: { enabled: false },
    dns: { enabled: true },
  });
});

test('the gateway has its own address, also where that is not the first of the network', () => {
  const lab = resolveLab({ network: { cidr: '10.77.0.0/24', gateway: '.254' } });
  const { addresses, xml } = only(
    synthesize((stack) => void infrastructure(stack, lab)),
    'libvirt_network',
  );
  expect(addresses).toEqual(['10.77.0.0/24']);
  expect(xml.xslt).toContain('match="/network/ip/@address"><xsl:attribute name="address">10.77.0.254</xsl:attribute>');
});
