import { resolveLab } from '../../../lib/model';
import { timeSources } from '../../../lib/render';

const sources = (definition: Parameters<typeof resolveLab>[0]): string[] =>
  timeSources(resolveLab(definition)).trim().split('\n');

test('a machine asks the gateway for the time, often enough to notice within half a minute', () => {
  expect(sources({ network: { cidr: '10.16.32.0/24' } })).toEqual(['server 10.16.32.1 iburst minpoll 3 maxpoll 5']);
});

test.each([[{ internet: { kind: 'uplink' } }], [{ hypervisor: { uri: 'qemu+ssh://user@host/system' } }]] as const)(
  'with an uplink public servers are asked, too: %j',
  (definition) => {
    expect(sources(definition)).toEqual([expect.stringMatching(/^server /), 'pool 2.debian.pool.ntp.org iburst maxsources 2']);
  },
);

test.each([[{}], [{ internet: { kind: 'simulated' } }], [{ hypervisor: { uri: 'embedded' } }]] as const)(
  'no name is asked for where no uplink is promised: %j',
  (definition) => expect(sources(definition)).toHaveLength(1),
);
