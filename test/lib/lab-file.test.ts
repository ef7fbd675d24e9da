import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { findLabFile, readLab, readLabText } from '../../lib/lab-file';
import { DefinitionError, resolveLab } from '../../lib/model';
import { definitionFile } from '../../lib/render';
import { validDefinition } from './model/definitions';

/** What is said about a text; nothing where it describes a lab. Any error but the project's own is thrown on. */
function messageOf(text: string): string | undefined {
  try {
    readLabText(text, 'lab.yaml');
    return undefined;
  } catch (error) {
    if (!(error instanceof DefinitionError)) throw error;
    return error.message;
  }
}

describe('a file', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('that is not there is refused by its name', () => {
    const file = join(folder, 'lab.yaml');
    expect(() => readLab(file)).toThrow(DefinitionError);
    expect(() => readLab(file)).toThrow(`the file ${file}: cannot be read: ENOENT`);
  });

  test('that is a folder is refused', () => {
    expect(() => readLab(folder)).toThrow('cannot be read: EISDIR');
  });

  test('is read, and named in what is said about it', () => {
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, 'name: workshop\n');
    expect(readLab(file)).toEqual(resolveLab({ name: 'workshop' }));
    writeFileSync(file, 'name: Workshop\n');
    expect(() => readLab(file)).toThrow(
      `${file} has a fault:\n  ${file}:1:7: name Workshop: has upper-case letters; write workshop`,
    );
  });

  test('is found as lab.yaml in its folder, or where it is said to be', () => {
    expect(findLabFile(folder)).toBeUndefined();
    expect(findLabFile(folder, 'other.yaml')).toBe('other.yaml');
    writeFileSync(join(folder, 'lab.yaml'), '');
    expect(findLabFile(folder)).toBe(join(folder, 'lab.yaml'));
    expect(findLabFile(folder, '')).toBe(join(folder, 'lab.yaml'));
  });

  test('of another user, or where others may write, is not taken from the working folder, but where it is named', () => {
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, '');
    chmodSync(folder, 0o777);
    expect(() => findLabFile(folder)).toThrow(
      `the file ${file}: is not yours alone: ${folder} can be written by other users (mode 0777, group ${process.getegid!()}); name it if you mean it (--config ${file}), or work in another folder`,
    );
    expect(findLabFile(folder, file)).toBe(file);
    chmodSync(folder, 0o1777);
    expect(findLabFile(folder)).toBe(file);
    if (process.geteuid!() !== 0) return;
    chownSync(file, 65534, 65534);
    expect(() => findLabFile(folder)).toThrow('is not yours alone: ');
  });

  test('need not be: there is the default lab', () => {
    expect(readLab(undefined)).toEqual(resolveLab());
  });
});

describe('a file’s encoding', () => {
  const read = (bytes: Buffer) => {
    const file = join(mkdtempSync(join(tmpdir(), 'lab-')), 'lab.yaml');
    try {
      writeFileSync(file, bytes);
      return readLab(file);
    } finally {
      rmSync(join(file, '..'), { recursive: true });
    }
  };
  test('that is UTF-16 is told with its place', () => {
    expect(() => read(Buffer.from('\ufeffname: lab\n', 'utf16le'))).toThrow(
      /lab\.yaml:1:1: is encoded as UTF-16; save it as UTF-8$/,
    );
  });
  test('may have the byte order mark of UTF-8', () => {
    expect(read(Buffer.from('\ufeffname: workshop\n'))).toEqual(resolveLab({ name: 'workshop' }));
  });
});

test('ten different faults are told in one message, each with its line and column', () => {
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
  expect(messageOf(text)).toBe(`lab.yaml has 10 faults:
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

describe('the place of a fault', () => {
  test.each([
    ['a value', 'cluster:\n  podCidr: 10.0.0.1/12\n', '2:12: cluster.podCidr 10.0.0.1/12: has host bits set'],
    ['a value in quotes', 'cluster: { podCidr: "10.0.0.1/12" }\n', '1:21: cluster.podCidr 10.0.0.1/12'],
    [
      'a URI that runs a program',
      'hypervisor:\n  uri: qemu+ext:///system?command=/tmp/x\n',
      '2:8: hypervisor.uri qemu+ext:///system?command=/tmp/x: is a libvirt URI of a kind that a definition may not name',
    ],
    [
      'a folder that is more than one word to a shell',
      'hypervisor: { storage: "/x\'; id" }\n',
      "1:24: hypervisor.storage /x'; id: is not the plain absolute path of a folder",
    ],
    ['a list’s item', 'workers:\n  - {}\n  - 5\n', '3:5: workers[1] 5: must be a mapping'],
    ['a key nobody knows', 'cluster:\n  podCidr: 10.0.0.0/16\n  podcdr: 1\n', '3:3: cluster.podcdr: is no known key'],
    ['what lacks a key', 'services:\n  out:\n    type: ExternalName\n', '2:3: services.out.externalName: is missing'],
    [
      'what it follows from, where it is about a default',
      'network:\n  cidr: 10.0.0.0/29\n',
      '2:3: loadBalancer.pool: the network 10.0.0.0/29 has no free address left for it',
    ],
    [
      'what a merge key brings',
      'workers:\n  - &w { disk: 1 GiB }\n  - { <<: *w, name: b }\n',
      '2:16: workers[1].disk 1 GiB: is too little',
    ],
    ['what an alias stands for', 'x-disk: &d 1 GiB\nworkers: [{ disk: *d }]\n', '2:19: workers[0].disk 1 GiB: is too little'],
    ['what all workers have', 'workers:\n  count: 2\n  disk: 1 GiB\n', '3:9: workers.disk 1 GiB: is too little'],
    ['a Service without a body', 'services:\n  web:\n  # type: ClusterIP\n', '2:3: services.web.type: is missing'],
    ['a name without an address', 'dns:\n  records:\n    mail:\n', '3:5: dns.records.mail: is missing'],
    ['a manifest', '# a Service\napiVersion: v1\nkind: Service\n', '2:1: is a Kubernetes object of kind Service'],
    ['several manifests', 'apiVersion: v1\nkind: Service\n---\nkind: Pod\n', '1:1: is a Kubernetes object of kind Service'],
    ['a name with dots', 'dns:\n  records:\n    a: .1\n    a.b: x\n', '4:10: dns.records.a.b x: is not an IPv4 address'],
    ['a name that is a number to YAML', 'dns:\n  records:\n    1: x\n', '3:8: dns.records.1 x: is not an IPv4 address'],
    ['the whole text', '# nothing\n- a\n', '2:1: ["a"]: must be a mapping of keys to values'],
  ])('is that of %s', (_what, text, expected) => {
    expect(messageOf(text)).toContain(`\n  lab.yaml:${expected}`);
  });

  test('is always told', () => {
    expect(messageOf('{ loadBalancer: &pool { pool: .0 } }')).toContain('lab.yaml:1:31: loadBalancer.pool 192.168.56.0: is');
    // A key without a name is found as the mapping it stands in.
    expect(messageOf('{ "": 1 }')).toContain('\n  lab.yaml:1:1: "": is no known key');
  });
});

describe('text that is no YAML is refused,', () => {
  test.each([
    ['name: lab\nnetwork: [\n', /^lab\.yaml has a fault:\n {2}lab\.yaml:3:1: is not valid YAML: Flow sequence/],
    ['network:\n\tcidr: 10.0.0.0/24\n', /lab\.yaml:2:1: is not valid YAML: Tabs are not allowed as indentation$/],
    ['name: a\nname: b\n', /lab\.yaml:2:1: is not valid YAML: Map keys must be unique$/],
    ['name: a\n---\nname: b\n', /lab\.yaml:2:1: holds more than one document$/],
    ['name: *nobody\n', /lab\.yaml:1:7: \*nobody: refers to nothing before it; mark what it means with &nobody$/],
    ['name: !lab workshop\n', /lab\.yaml:1:7: is not valid YAML: Unresolved tag: !lab$/],
    ['%YAML 3.0\n---\nname: lab\n', /lab\.yaml:1:7: is not valid YAML: Unsupported YAML version 3\.0$/],
    ['&a [*a]\n', /lab\.yaml:1:5: \*a: refers to what it stands in; write the value itself$/],
    ['x-a: 1\nworkers: [{ <<: 5 }]\n', /lab\.yaml:2:13: merges something else than a mapping: << needs one, such as \*name$/],
    ['['.repeat(50_000), /lab\.yaml:1:\d+: has brackets in brackets without end/],
    [bomb(), /lab\.yaml:2:8: is not valid YAML: Excessive alias count indicates a resource exhaustion attack$/],
  ])('%#', (text, message) => {
    expect(messageOf(text)).toMatch(message);
  });

  test('and one slip is told once', () => {
    expect(messageOf('a: '.repeat(500))!.split('\n').length).toBeLessThan(5);
  });
});

/** A short text for a very large value. */
function bomb(): string {
  const level = (name: string, of: string) => `${name}: &${name} [${Array(9).fill(of).join(', ')}]\n`;
  return level('a', 'x') + level('b', '*a') + level('c', '*b') + level('d', '*c') + level('e', '*d');
}

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
