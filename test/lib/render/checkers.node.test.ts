import { X509Certificate } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { overlayFolder } from '../../../build/image/root-filesystem';
import { readLab } from '../../../operations/lab-folder/lab-file';
import { type Lab, type LabDefinition, machines, resolveLab } from '../../../lib/model';
import {
  bindFiles,
  certificateHours,
  corefile,
  ipAddressPool,
  kubeadmInit,
  kubeadmJoin,
  l2Advertisement,
  metallbKustomization,
  metallbManifest,
  timeSources,
  userData,
} from '../../../lib/render';
import { validDefinition } from '../model/definitions';
import { NodeRoot } from './node-root';

/**
 * The programs that read the rendered text on a machine check it. The plans are the default lab, every example, some with what has
 * been read wrongly before, and any other. `LAB_NODE_ROOT` is a machine's unpacked root filesystem.
 */
jest.setTimeout(10 * 60_000);

let root: NodeRoot;
beforeAll(() => void (root = new NodeRoot(process.env.LAB_NODE_ROOT!)));
afterAll(() => root.remove());

const examples = join(__dirname, '../../../examples');
const awkward: LabDefinition = {
  // To YAML 1.1 the control plane's MAC address, 52:54:00:10:20:30, is a number, and the names are true and false.
  network: { cidr: '10.16.32.0/24' },
  controlPlane: { name: 'on', address: '.48' },
  workers: [{ name: 'no' }, { name: '0b11' }],
  cluster: { podCidr: '10.244.0.0/16', serviceCidr: '172.16.0.0/16', dnsDomain: 'y' },
  dns: { zone: 'empty', records: { null: '.70', '1': '.71', in: '.72' }, forwardZones: { 'a.example': ['9.9.9.9'] } },
};
const fixed: [string, Lab][] = [
  ['the default lab', resolveLab()],
  ...readdirSync(examples)
    .filter((name) => name.endsWith('.yaml'))
    .map((name): [string, Lab] => [`examples/${name}`, readLab(join(examples, name))]),
  ['a lab with names and addresses that look like something else', resolveLab(awkward)],
  [
    'a lab on a /12',
    resolveLab({ network: { cidr: '10.0.0.0/12' }, cluster: { serviceCidr: '172.16.0.0/16' }, dns: { zone: 'a.b.test' } }),
  ],
];

/** Checks each of the fixed labs and a number of generated ones. */
function checkLabs(check: (lab: Lab) => void | Promise<void>): void {
  test.each(fixed)('accepts those of %s', (_what, lab) => check(lab));
  test('accepts those of any other plan', () =>
    // What fails is not made smaller: each attempt starts a program.
    fc.assert(
      fc.asyncProperty(validDefinition, async (definition) => check(resolveLab(definition))),
      { numRuns: 12, endOnFailure: true },
    ));
}

/** Secrets are not known when the text is rendered; here they are of the right form and nobody's. */
const withSecrets = (text: string): string =>
  text
    .replaceAll('((secret text bootstrap-token))', 'abcdef.0123456789abcdef')
    .replaceAll('((secret text ca-cert-hash))', `sha256:${'a'.repeat(64)}`)
    .replaceAll(/\(\(secret \w+ [a-z0-9.-]+\)\)/g, Buffer.from('secret').toString('base64'));

describe('kubeadm', () => {
  const validate = (text: string) =>
    root.run('kubeadm', 'config', 'validate', '--config', root.write('kubeadm.yaml', withSecrets(text)));
  const ok = { status: 0, said: 'ok\n' };
  /** It finds ten years long for a certificate, and says so. */
  const withoutWarning = ({ status, said }: ReturnType<typeof validate>) => ({
    status,
    said: said.replace(/^W.* WARNING: certificateValidityPeriod: .*\n/m, ''),
  });

  test.each([
    ['a key it does not know', 'controlPlaneEndpoint:', 'controlPlaneEndpiont:', 'unknown field'],
    ['a network that is none', 'podSubnet: 20.96.0.0/12', 'podSubnet: 20.96.0.0/33', "couldn't parse subnet"],
    [
      'a service network that is too large',
      'serviceSubnet: 10.96.0.0/12',
      'serviceSubnet: 10.0.0.0/8',
      'specified service subnet is too large',
    ],
  ])('refuses a configuration with %s', (_what, right, wrong, reason) => {
    const text = kubeadmInit(resolveLab());
    expect(text).toContain(right);
    const checked = validate(text.replace(right, wrong));
    expect(checked.status).not.toBe(0);
    expect(checked.said).toContain(reason);
  });

  describe('of the init and join configurations', () =>
    checkLabs((lab) => {
      expect(withoutWarning(validate(kubeadmInit(lab)))).toEqual(ok);
      for (const worker of lab.workers.slice(0, 2)) expect(validate(kubeadmJoin(lab, worker))).toEqual(ok);
    }));
});

test('kubeadm makes every certificate of a cluster for as long as the lab’s authority lives', () => {
  const pki = join(root.folder, 'pki');
  const text = withSecrets(kubeadmInit(resolveLab())).replace('\nnetworking:', `\ncertificatesDir: ${pki}\nnetworking:`);
  const made = root.run('kubeadm', 'init', 'phase', 'certs', 'all', '--config', root.write('certificates.yaml', text));
  expect(made.status).toBe(0);
  const leaves = [
    'apiserver',
    'apiserver-kubelet-client',
    'apiserver-etcd-client',
    'front-proxy-client',
    'etcd/server',
    'etcd/peer',
  ];
  for (const name of ['ca', 'front-proxy-ca', 'etcd/ca', 'etcd/healthcheck-client', ...leaves]) {
    const { validTo } = new X509Certificate(root.read(`pki/${name}.crt`));
    const hours = (Date.parse(validTo) - Date.now()) / 3_600_000;
    expect([name, Math.round(hours)]).toEqual([name, certificateHours]);
  }
});

describe('named-checkzone', () => {
  const check = (zone: string, text: string) => root.run('named-checkzone', '-i', 'local', zone, root.write('zone', text));

  test('refuses a zone with a name that is none', () => {
    const checked = check(
      'company.internal',
      `${bindFiles(resolveLab())['/etc/bind/db.company.internal']}a..b IN A 192.168.56.1\n`,
    );
    expect(checked).toEqual({ status: 1, said: expect.stringContaining('empty label') });
  });

  describe('of the zones', () =>
    checkLabs((lab) => {
      const files = Object.entries(bindFiles(lab)).filter(([path]) => !path.includes('named.conf'));
      expect(files).toHaveLength(3);
      for (const [path, text] of files) {
        const zone = path.endsWith('/empty.zone') ? lab.cluster.dnsDomain : path.replace('/etc/bind/db.', '');
        expect(check(zone, text)).toEqual({ status: 0, said: expect.stringMatching(/^zone .* loaded serial 1\nOK\n$/) });
      }
    }));
});

describe('chronyd', () => {
  const check = (text: string) => root.run('chronyd', '-p', '-f', root.write('chrony.conf', text));

  test('refuses a server with an option it does not know', () => {
    const checked = check(timeSources(resolveLab()).replace('iburst', 'iburs'));
    expect(checked).toEqual({ status: 1, said: expect.stringContaining('Could not parse server directive') });
  });

  test('accepts what the node image has', () => {
    const own = readFileSync(join(overlayFolder, 'etc/chrony/chrony.conf'), 'utf8');
    const kvm = /echo "([^"]*)"/.exec(readFileSync(join(overlayFolder, 'etc/systemd/system/kvm-clock.service'), 'utf8'))![1]!;
    expect(kvm).toContain('refclock PHC');
    expect(check(`${own}${kvm}\n`)).toMatchObject({ status: 0 });
  });

  describe('of the time sources', () => checkLabs((lab) => expect(check(timeSources(lab))).toMatchObject({ status: 0 })));
});

describe('named-checkconf', () => {
  /** The files in a folder of the test's own, which the configuration then names. */
  const check = (files: Readonly<Record<string, string>>) => {
    root.write('var/cache/bind/.keep', '');
    for (const [path, text] of Object.entries(files)) root.write(path.slice(1), text.replaceAll('"/', `"${root.folder}/`));
    return root.run('named-checkconf', '-z', join(root.folder, 'etc/bind/named.conf'));
  };

  test('refuses a zone that is there twice', () => {
    const files = bindFiles(resolveLab());
    const path = '/etc/bind/named.conf.local';
    const checked = check({ ...files, [path]: `${files[path]}${files[path]}` });
    expect(checked).toEqual({ status: 1, said: expect.stringContaining("zone 'company.internal': already exists") });
  });

  describe('of the configuration with all its zones', () =>
    checkLabs((lab) => {
      const checked = check(bindFiles(lab));
      expect(checked.said.trim().split('\n')).toEqual(Array(3).fill(expect.stringMatching(/^zone .*: loaded serial 1$/)));
      expect(checked.status).toBe(0);
    }));
});

describe('bash', () => {
  const check = (text: string) => root.run('bash', '-n', root.write('user-data', withSecrets(text)));

  test('refuses user data with a bracket that nothing closes', () => {
    const checked = check(userData(resolveLab(), resolveLab().nameServer).replace('file() {', 'file() ( {'));
    expect(checked).toMatchObject({ status: 2, said: expect.stringContaining('syntax error') });
  });

  describe('of the user data', () =>
    checkLabs((lab) => {
      for (const machine of machines(lab)) expect(check(userData(lab, machine))).toEqual({ status: 0, said: '' });
    }));
});

describe('CoreDNS, on a machine without a network,', () => {
  beforeAll(() => {
    // A pod's account; the API server it is for is not there.
    const account = '../../run/secrets/kubernetes.io/serviceaccount';
    for (const name of ['token', 'ca.crt']) root.write(join(account, name), 'nothing');
  });
  /** Said once every plugin has read its part; in five seconds the server would start without the API server. */
  const readAll = /waiting for Kubernetes API before starting server/;
  const start = (text: string, until = readAll) => root.runUntil(until, 'coredns', '-conf', root.write('Corefile', text));

  test.each([
    ['a plugin that does not exist', '    loadbalance\n', '    loadbalanc\n', "Unknown directive 'loadbalanc'"],
    ['a property that does not exist', 'max_concurrent', 'max_concurent', "unknown property 'max_concurent'"],
    ['a forwarder that is no address', 'forward . 192.168.56.50', 'forward . 192.168.56', 'failed to resolve "192.168.56"'],
    ['a reload that is too fast', 'reload 10s 5s', 'reload 1s', 'interval value must be greater'],
  ])('refuses a Corefile with %s', async (_what, right, wrong, reason) => {
    const text = corefile(resolveLab());
    expect(text).toContain(right);
    const checked = await start(text.replace(right, wrong));
    expect(checked).toEqual({ status: 1, said: expect.stringContaining(reason) });
  });

  test('serves the Corefile of the default lab', async () => {
    expect((await start(corefile(resolveLab()), /^\.:53$/m)).said).toMatch(/^\.:53$/m);
  });

  describe('of the Corefile', () =>
    checkLabs(async (lab) => {
      expect((await start(corefile(lab))).said).toMatch(readAll);
    }));
});

describe('MetalLB', () => {
  const manifest = () => readFileSync(join(root.root, metallbManifest), 'utf8');
  const kustomize = (text: string) => {
    root.write('metallb/kustomization.yaml', text);
    return root.run('kubectl', 'kustomize', '--load-restrictor', 'LoadRestrictionsNone', join(root.folder, 'metallb'));
  };
  /** An object against the schema its kind has in MetalLB's own manifest; a key that is not in it is refused, as by the API server. */
  const refusals = (text: string) => {
    const object = parse(text) as { kind: string };
    const definitions = parseAllDocuments(manifest()).map((document) => document.toJS() as CustomResource | null);
    const definition = definitions.find((candidate) => candidate?.spec?.names?.kind === object.kind)!;
    const schema = definition.spec!.versions![0]!.schema.openAPIV3Schema;
    return z.fromJSONSchema(strict(schema) as Parameters<typeof z.fromJSONSchema>[0]).safeParse(object).error?.issues ?? [];
  };

  test('kustomize refuses a patch of what is not there', () => {
    const text = metallbKustomization(resolveLab());
    expect(text).toContain('/spec/template/spec/containers/0/args/-');
    const checked = kustomize(text.replace('/containers/0/args/-', '/containers/7/args/-'));
    expect(checked).toEqual({ status: 1, said: expect.stringContaining('containers/7/args/-') });
  });

  test.each([
    ['    - 192.168.56.60/32', '    192.168.56.60/32', 'expected array'],
    ['  addresses:', '  adresses:', 'adresses'],
  ])('its manifest’s schema refuses a pool in which "%s" is "%s"', (right, wrong, reason) => {
    const text = ipAddressPool(resolveLab());
    expect(text).toContain(right);
    expect(JSON.stringify(refusals(text.replace(right, wrong)))).toContain(reason);
  });

  describe('of the kustomization over its manifest, the pool and the announcement', () =>
    checkLabs((lab) => {
      expect([...refusals(ipAddressPool(lab)), ...refusals(l2Advertisement())]).toEqual([]);
      const { status, said } = kustomize(metallbKustomization(lab));
      expect(status).toBe(0);
      expect(said).toContain(`value: ${lab.controlPlane.address}\n`);
      expect(said).toContain('- --webhook-mode=disabled\n');
    }));
});

interface CustomResource {
  readonly spec?: {
    readonly names?: { readonly kind: string };
    readonly versions?: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[];
  };
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
}

/** The schema in which an object has no key but those named. What every object has, `metadata` leaves open. */
function strict({ properties, items, ...rest }: Schema): object {
  return {
    ...rest,
    ...(items && { items: strict(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, strict(part)])),
      additionalProperties: false,
    }),
  };
}
