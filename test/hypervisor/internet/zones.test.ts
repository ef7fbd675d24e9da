import { internetFiles } from '../../../hypervisor/internet/zones';
import { resolveLab } from '../../../lib/model';

test('the simulated internet is authoritative for its sites and for the root', () => {
  expect(internetFiles(resolveLab(), '/state/internet')).toMatchSnapshot();
});

test('a site of another name has a zone of its own', () => {
  const files = internetFiles(
    resolveLab({ services: { outside: { type: 'ExternalName', externalName: 'www.example.org' } } }),
    '/state/internet',
  );
  expect(Object.keys(files)).toEqual(['Corefile', 'root.zone', 'www.example.org.zone']);
  expect(files['www.example.org.zone']).toContain('@ IN A 203.0.113.80');
});
