import { bridgeName } from '../../lib/constructs/lab-network';
import { resolveLab } from '../../lib/model';
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
    addresses: ['192.168.56.0/24'],
    autostart: true,
    dhcp: { enabled: false },
    dns: { enabled: true },
  });
});

test('the longest lab name still makes a bridge name the kernel takes', () => {
  const lab = resolveLab({ name: 'twelve-chars' });
  expect(bridgeName(lab)).toHaveLength(15);
});
