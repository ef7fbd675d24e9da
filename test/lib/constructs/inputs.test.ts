import { hypervisorInputs, SecretsInput } from '../../../lib/constructs/inputs';
import { secret } from '../../../lib/render';
import { synthesize } from './synthesis';

test('secrets are a folder beside the lab’s other files, named by a variable', () => {
  const { variable } = synthesize((stack) => void new SecretsInput(stack, 'lesson'));
  expect(variable).toEqual({
    secrets: { type: 'string', default: '../../../.lab/lesson/secrets', description: 'Folder of the secrets made for this lab.' },
  });
});

test('a secret is an expression, and rendered text gets it in place of its mark', () => {
  let inputs!: SecretsInput;
  synthesize((stack) => void (inputs = new SecretsInput(stack, 'lesson')));
  expect(inputs.expression('ca.crt')).toBe('${sensitive(trimspace(file("${var.secrets}/ca.crt")))}');
  expect(inputs.expression('ca.key', 'base64')).toBe('${sensitive(filebase64("${var.secrets}/ca.key"))}');
  expect(inputs.template(`\${x} ${secret('ssh.pub')}`)).toBe('$${x} ${sensitive(trimspace(file("${var.secrets}/ssh.pub")))}');
});

test('the hypervisor’s variables default to a system libvirt with KVM', () => {
  const { variable } = synthesize((stack) => void hypervisorInputs(stack, 'lesson'));
  expect(Object.fromEntries(Object.entries(variable).map(([name, { default: value }]) => [name, value]))).toEqual({
    libvirt_uri: 'qemu:///system',
    domain_type: 'kvm',
    lab_id: '',
    lab_owner: '',
    machines_id: '',
    machines_of: 'lesson',
    network_mode: 'nat',
    storage_path: '/var/lib/libvirt/images/lab-lesson',
    storage_group: '64055',
    console_folder: '',
    node_image: '../../../.lab/lesson/node-image',
  });
  for (const { description } of Object.values(variable)) expect(description).toMatch(/\.$/);
});

test('two labs keep their files apart', () => {
  const defaults = (name: string) =>
    Object.values(synthesize((stack) => void hypervisorInputs(stack, name)).variable).map(({ default: value }) => value);
  expect(defaults('one').filter((value) => value.includes('two'))).toEqual([]);
  expect(defaults('two').filter((value) => value.includes('two'))).toHaveLength(3);
});
