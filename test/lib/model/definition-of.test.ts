import * as fc from 'fast-check';
import { definitionOf, parseDefinition, resolveLab } from '../../../lib/model';
import { validDefinition } from './definitions';
import { forms } from './forms';

test('the whole definition of any lab is that lab’s again', () => {
  fc.assert(
    fc.property(validDefinition, (definition) => {
      const lab = resolveLab(definition);
      const whole = definitionOf(lab);
      expect(resolveLab(whole)).toEqual(lab);
      expect(definitionOf(resolveLab(whole))).toEqual(whole);
      expect(parseDefinition(whole).problems).toEqual([]);
    }),
    { numRuns: 50 },
  );
});

test.each(Object.entries(forms))('the whole definition of a lab with %s is that lab’s again', (_what, definition) => {
  const lab = resolveLab(definition);
  const whole = definitionOf(lab);
  expect(resolveLab(whole)).toEqual(lab);
  expect(parseDefinition(whole)).toEqual({ definition: whole, problems: [] });
});

test('addresses of a network are written by their last part, others in full', () => {
  const whole = definitionOf(
    resolveLab({ dns: { upstreams: ['.1', '9.9.9.9'], records: { mail: '192.168.56.70', 'www.shop': '203.0.113.9' } } }),
  );
  expect(whole).toMatchObject({
    network: { cidr: '192.168.56.0/24', gateway: '.1', client: '.10' },
    controlPlane: { name: 'control-plane', address: '.30', cpus: 2, memory: '3 GiB', disk: '10 GiB' },
    workers: [{ address: '.31' }, { address: '.32' }],
    dns: { upstreams: ['.1', '9.9.9.9'], records: { mail: '.70', 'www.shop': '203.0.113.9' }, clusterForwarders: ['.50'] },
    loadBalancer: { pool: '.60' },
    internet: { link: '198.51.100.0/24', gateway: '.1', router: '.254', client: '.20', webServer: '203.0.113.80' },
  });
});

test('a MAC address is written where it does not follow from the address', () => {
  const { controlPlane, nameServer } = definitionOf(
    resolveLab({ controlPlane: { mac: '52:54:00:a8:38:1e' }, nameServer: { mac: '02:00:00:00:00:01' } }),
  );
  expect([controlPlane?.mac, nameServer?.mac]).toEqual([undefined, '02:00:00:00:00:01']);
});
