import { conformanceChoice } from '../../../build/conformance';

const dns = '[sig-network] DNS should support configurable pod DNS nameservers [Conformance]';
const dnsOfImage = '[sig-network] DNS should provide DNS for the cluster [Conformance]';
const latency = '[sig-network] Service endpoints latency should not be very high [Conformance]';
const names = [
  dns,
  latency,
  dnsOfImage,
  '[sig-network] DNS should provide DNS for the cluster [Provider:GCE]',
  '[sig-node] Pods should be submitted and removed [NodeConformance] [Conformance]',
];
/** Of these names those that ginkgo would run. It reads what JavaScript reads, but for the flag. */
const chosen = (...parameters: Parameters<typeof conformanceChoice>) => {
  const { focus, skip } = conformanceChoice(...parameters);
  const wanted = new RegExp(focus.replace('(?i)', ''), focus.startsWith('(?i)') ? 'i' : '');
  return names.filter((name) => wanted.test(name) && !(skip && new RegExp(skip).test(name)));
};

test('the network’s tests that every cluster must pass are chosen, and no others', () => {
  expect(chosen({ emulated: false })).toEqual([dns, latency]);
});

test('an emulated lab is not held to the speed of a real one, and that is said', () => {
  expect(chosen({ emulated: true })).toEqual([dns]);
  expect(conformanceChoice({ emulated: true }).leftOut).toContainEqual({
    name: expect.stringContaining('latency'),
    reason: expect.stringContaining('emulated'),
  });
});

test('a test whose pods need an image that the nodes lack would wait for ever: it is left out, and that is said', () => {
  expect(chosen({ emulated: false }, ['for the cluster'])).toEqual([]);
  expect(conformanceChoice({ emulated: false }).leftOut).toContainEqual({
    name: 'DNS should provide DNS for',
    reason: expect.stringContaining('glibc-dns-testing'),
  });
});

test('a user’s words choose among them, in any case of letters, and mean themselves', () => {
  expect(chosen({ emulated: false }, ['dns SHOULD'])).toEqual([dns]);
  expect(chosen({ emulated: false }, ['latency', 'configurable pod'])).toEqual([dns, latency]);
  expect(chosen({ emulated: false }, ['submitted'])).toEqual([]);
  expect(chosen({ emulated: false }, ['D.S'])).toEqual([]);
});
