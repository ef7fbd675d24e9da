import { parse } from 'yaml';
import { LoadBalancer } from '../../../lib/constructs/load-balancer';
import { resolveLab } from '../../../lib/model';
import { addressOf, resources, synthesize } from './synthesis';

test('the pool is announced, once it is there, and both go with the lab', () => {
  const synthesized = synthesize((stack) => void new LoadBalancer(stack, 'lb', { lab: resolveLab() }));
  const [pool, advertisement] = resources(synthesized, 'kubectl_manifest');
  expect(parse(pool!.yaml_body)).toMatchObject({ kind: 'IPAddressPool', spec: { addresses: ['192.168.56.60/32'] } });
  expect(parse(advertisement!.yaml_body)).toMatchObject({ kind: 'L2Advertisement', spec: { ipAddressPools: ['lab'] } });
  expect(advertisement!.depends_on).toEqual([addressOf(synthesized, 'kubectl_manifest', 'lb_AddressPool')]);
  expect([pool!.apply_only, advertisement!.apply_only]).toEqual([false, false]);
});
