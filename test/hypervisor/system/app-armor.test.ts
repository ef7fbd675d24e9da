import { labError } from '../../../host/user-error';
import { appArmorRemedy, explainAppArmor } from '../../../hypervisor/system/app-armor';

test('a volume kept from QEMU is explained by AppArmor, with the line that allows it', () => {
  const output =
    "internal error: process exited while connecting to monitor: Could not open '/pool/node.qcow2': Permission denied";
  expect(appArmorRemedy(output, '/pool')).toContain(
    `echo '"/pool/**" rwk,' | sudo tee -a /etc/apparmor.d/local/abstractions/libvirt-qemu`,
  );
  expect(appArmorRemedy('network not found', '/pool')).toBeUndefined();
});

test('a fault that AppArmor has caused gets the remedy, any other is passed on', async () => {
  const denied = () => Promise.reject(labError("Could not open '/pool/a': Permission denied"));
  await expect(explainAppArmor('/pool', denied)).rejects.toMatchObject({
    kind: 'environment',
    remedy: expect.stringContaining('/pool/**'),
  });
  await expect(explainAppArmor('/pool', () => Promise.reject(labError('no')))).rejects.toMatchObject({
    kind: 'lab',
    message: 'no',
  });
  await expect(explainAppArmor('/pool', () => Promise.resolve(1))).resolves.toBe(1);
});
