import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { definitionFile, readLabText } from '../../../lib/definition';
import { resolveLab } from '../../../lib/model';
import { validDefinition } from '../model/definitions';
import { messageOf } from './message';

test('ten different problems are told in one message, each with its line and column', () => {
  const text = `nmae: workshop
controlPlane:
  address: 192.168.056.30
  memory: 2 GB
workers:
  - cpus: 2
  - { name: big, address: .255 }
nameServer: { address: .50 }
cluster:
  podCidr: 10.244.0.1/16
dns:
  zone: company..internal
  upstreams: [.1, .50]
loadBalancer:
  pool: .50-.60
services:
  # The address of the lesson's own figure.
  api-tester: { type: ClusterIP, clusterIp: 10.96.0.1 }
  web:
    type: NodePort
    ports:
      - nodePort: 80
`;
  expect(messageOf(text)).toBe(`lab.yaml has 10 problems:
  lab.yaml:1:1: nmae: is no known key; did you mean name?
  lab.yaml:3:12: controlPlane.address 192.168.056.30: has an octet with a leading zero; write 192.168.56.30
  lab.yaml:4:11: controlPlane.memory 2 GB: has a unit that is read in two ways; write 2 GiB
  lab.yaml:7:27: workers[1].address 192.168.56.255: is the broadcast address of 192.168.56.0/24; 192.168.56.2 is free
  lab.yaml:10:12: cluster.podCidr 10.244.0.1/16: has host bits set; write 10.244.0.0/16
  lab.yaml:12:9: dns.zone company..internal: has an empty label; write company.internal
  lab.yaml:13:19: dns.upstreams[1] 192.168.56.50: leads back to the servers that would ask it: a DNS loop; use the gateway 192.168.56.1, or a server outside
  lab.yaml:15:9: loadBalancer.pool 192.168.56.50-192.168.56.60: contains nameServer.address 192.168.56.50; move the one or the other
  lab.yaml:18:45: services.api-tester.clusterIp 10.96.0.1: is the first address of the service network, which Kubernetes keeps for its own Service "kubernetes", the way of every pod to the API server; use 10.96.0.100, which is free and in the range kept for fixed addresses (KEP-3070)
  lab.yaml:22:19: services.web.ports[0].nodePort 80: is outside 30000-32767; use 30080, which is free and in the range kept for fixed ports (KEP-3668)`);
});

test.each(['- a\n', 'just text\n', '5\n', 'true\n', '2024-01-01\n', '!!set { name }\n', '!!omap [name: x]\n'])(
  '%j maps no keys to values and is refused',
  (text) => expect(messageOf(text)).toContain('must be a mapping of keys to values'),
);

test.each(['', '# nothing yet\n', '{}\n', 'null\n', '---\n...\n'])('%j is the default lab', (text) => {
  expect(readLabText(text, 'lab.yaml')).toEqual(resolveLab());
});

test('a key without a value is as good as absent, as commented examples leave it', () => {
  expect(readLabText('network:\n  # cidr: 10.0.0.0/24\nworkers:\nname:\n', 'lab.yaml')).toEqual(resolveLab());
});

test('a fraction is refused where a whole number is wanted', () => {
  expect(messageOf('controlPlane: { cpus: 1.5 }\n')).toContain('lab.yaml:1:23: controlPlane.cpus 1.5: must be a whole number');
});

test('the last part of an address is text, though YAML would read a number', () => {
  const text = 'nameServer: { address: .70 }\nloadBalancer:\n  pool: .60\nworkers:\n  - address: .31\n  - address: .100\n';
  const lab = readLabText(text, 'lab.yaml');
  expect([lab.nameServer.address, lab.loadBalancer.pool, ...lab.workers.map(({ address }) => address)].map(String)).toEqual([
    '192.168.56.70',
    '192.168.56.60',
    '192.168.56.31',
    '192.168.56.100',
  ]);
});

test('names that are something else to other readers of YAML are names', () => {
  const lab = readLabText('workers: [{ name: on }, { name: no }]\ndns: { records: { "null": .70, y: .71 } }\n', 'lab.yaml');
  expect(lab.workers.map(({ name }) => name)).toEqual(['on', 'no']);
  expect(lab.dns.records.slice(-2).map(({ name }) => name)).toEqual(['null', 'y']);
});

test('the keys of a file are those of the definition', () => {
  const text =
    'name: other\nnetwork: { cidr: 10.77.0.0/24 }\nworkers:\n  - name: only\n    memory: 1 GiB\ndns:\n  records: { mail: .70 }\n';
  expect(readLabText(text, 'lab.yaml')).toEqual(
    resolveLab({
      name: 'other',
      network: { cidr: '10.77.0.0/24' },
      workers: [{ name: 'only', memory: '1 GiB' }],
      dns: { records: { mail: '.70' } },
    }),
  );
});

describe('whatever the text is, there is a lab or the project’s own error:', () => {
  test('any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => void messageOf(text)),
      { numRuns: 300 },
    );
  });

  test('text made of what YAML is made of', () => {
    const pieces = fc.constantFrom(
      ...['name', 'network', 'cidr', 'workers', 'services', 'dns', 'records', 'type', 'x', '.30', '10.0.0.0/8', '1', '~', '<<'],
      ...[': ', '\n', '\n  ', '\n    ', '- ', '? ', '[', ']', '{', '}', ', ', '#', '|\n', '>\n', '"', "'", '\\', '\t', '\r'],
      ...[
        '&a ',
        '*a',
        '!',
        '!!map ',
        '!!set ',
        '!!binary ',
        '%YAML 1.1\n',
        '---\n',
        '...\n',
        '__proto__',
        '\u0000',
        '\ufeff',
        '@',
      ],
    );
    const text = fc.array(pieces, { maxLength: 30 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(text, (given) => void messageOf(given)),
      { numRuns: 500 },
    );
  });

  test('any value as YAML', () => {
    const value = fc.anything({ maxDepth: 3, withNullPrototype: true });
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('name', 'network', 'services', 'dns', 'x'), value),
        (given) => void messageOf(stringify(given)),
      ),
    );
  });

  test('a valid file with one change somewhere', () => {
    const change = fc.record({
      at: fc.nat(),
      cut: fc.nat(5),
      put: fc.oneof(fc.string({ maxLength: 3 }), fc.constantFrom(' ', '\n', ':', '-', '[', '{', '"', '.')),
    });
    fc.assert(
      fc.property(validDefinition, change, (definition, { at, cut, put }) => {
        const text = definitionFile(resolveLab(definition));
        const start = at % text.length;
        messageOf(text.slice(0, start) + put + text.slice(start + cut));
      }),
      { numRuns: 60 },
    );
  });
});
