import { usageIn } from '../../../hypervisor/libvirt/machine-usage';

/** Of libvirt 9.0: a machine that runs, one that a snapshot holds off, and one of another driver. */
const recorded = `Domain: 'lesson-control-plane'
  cpu.time=1054290000000
  cpu.user=1046510000000
  cpu.system=7780000000
  cpu.cache.monitor.count=0
  balloon.current=2621440
  balloon.maximum=2621440
  balloon.rss=2820308

Domain: 'k8s-worker-3'
  balloon.current=32768
  balloon.maximum=32768

Domain: 'lesson-worker-1'
  cpu.time=399890000000
  balloon.current=1835008
  balloon.rss=2314740

`;

test('processor time is in seconds and memory in mebibytes; a domain without them is left out', () => {
  expect(usageIn(recorded)).toEqual([
    { name: 'lesson-control-plane', processorSeconds: 1054.29, memoryMiB: 2820308 / 1024 },
    { name: 'lesson-worker-1', processorSeconds: 399.89, memoryMiB: 2314740 / 1024 },
  ]);
});

test('no domain is no usage', () => expect(usageIn('\n')).toEqual([]));
