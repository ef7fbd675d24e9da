import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdktf';
import { readLab } from '../../operations/lab-folder/lab-file';
import { type Lab, machines, resolveLab } from '../../lib/model';
import { addLab } from '../../stacks';

const folder = join(__dirname, '../../examples');
const example = (name: string): Lab => readLab(join(folder, name));

describe.each(readdirSync(folder).filter((name) => name.endsWith('.yaml')))('examples/%s', (name) => {
  test('describes a lab that can be built', () => {
    expect(example(name).services.length).toBeGreaterThan(0);
  });
  test('is synthesized to three stacks', () => {
    const app = Testing.app();
    addLab(app, example(name));
    const stacks = app.node.children.map((stack) => Testing.synth(stack as never));
    expect(stacks).toHaveLength(3);
    for (const stack of stacks) expect(Object.keys(JSON.parse(stack).resource).length).toBeGreaterThan(0);
  });
});

test('examples/default.yaml is the lab without a definition', () => {
  expect(example('default.yaml')).toEqual(resolveLab());
});

test('examples/services-only.yaml leaves the default lab’s machines as they are', () => {
  const infrastructure = (lab: Lab): unknown => {
    const app = Testing.app();
    addLab(app, lab);
    return JSON.parse(Testing.synth(app.node.findChild('infrastructure') as never)).resource;
  };
  expect(infrastructure(example('services-only.yaml'))).toEqual(infrastructure(resolveLab()));
});

/** Every address and name of machines a lab has, as text. */
function addressesOf(lab: Lab): string[] {
  const { network, cluster, internet, dns } = lab;
  return [
    network.cidr,
    network.gateway,
    network.client,
    ...machines(lab).flatMap(({ name, address, mac }) => [name, address, mac]),
    cluster.podCidr,
    cluster.serviceCidr,
    cluster.apiServiceAddress,
    cluster.dnsServiceAddress,
    cluster.dnsDomain,
    dns.zone,
    lab.loadBalancer.pool,
    internet.link,
    internet.gateway,
    internet.router,
    internet.client,
    internet.nameServer,
    internet.webServer,
    ...lab.services.flatMap((service): unknown[] => {
      if (service.type === 'ClusterIP') return [service.clusterIp];
      if (service.type === 'LoadBalancer') return [service.address];
      return service.type === 'ExternalName' ? [service.externalName] : service.ports.flatMap(({ nodePort }) => nodePort ?? []);
    }),
  ].map(String);
}

test('examples/small-workers.yaml differs from the default lab in every address', () => {
  const usual = addressesOf(resolveLab());
  const shared = addressesOf(example('small-workers.yaml')).filter((address) => usual.includes(address));
  expect(shared).toEqual([]);
});
