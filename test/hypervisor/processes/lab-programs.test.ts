import { isCommand, isLabProgram } from '../../../hypervisor/processes/lab-programs';

const kept = ['libvirtd', '/usr/sbin/dnsmasq', '/cache/coredns', 'node', '/usr/bin/qemu-system-x86_64'];
const passing = ['ssh', '/usr/bin/kubectl', 'curl', 'dig', 'ssh: root@control-plane [mux]'];

test.each([...passing, '', 'libvirtd-tls', 'nodejs'])('"%s" is no program that a lab keeps', (program) => {
  expect(isLabProgram([program])).toBe(false);
});
test.each(kept)('%s is one that it keeps', (program) => expect(isLabProgram([program, '--config'])).toBe(true));

test.each([...kept, '', 'sshd', 'digest'])('"%s" is no command of a person', (program) => {
  expect(isCommand([program])).toBe(false);
});
test.each(passing)('"%s" is one', (program) => expect(isCommand([program, 'worker-1'])).toBe(true));
test('no process without a command line is either', () => expect([isLabProgram([]), isCommand([])]).toEqual([false, false]));
