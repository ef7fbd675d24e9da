import { isHalted } from '../../../hypervisor/libvirt/halted-machines';

test.each(['paused (I/O error)', 'paused (crashed)', 'crashed (panicked)', 'shut off (crashed)', 'shut off (failed)'])(
  'a machine that is %s was halted',
  (state) => expect(isHalted(state)).toBe(true),
);

test.each(['running (booted)', 'paused (user)', 'paused (starting up)', 'shut off (shutdown)', 'shut off (destroyed)', ''])(
  'one that is "%s" was not',
  (state) => expect(isHalted(state)).toBe(false),
);
