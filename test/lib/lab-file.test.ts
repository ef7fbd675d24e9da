import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLab } from '../../lib/lab-file';
import { DefinitionError, resolveLab } from '../../lib/model';

let file: string;
beforeEach(() => void (file = join(mkdtempSync(join(tmpdir(), 'lab-')), 'lab.yaml')));
afterEach(() => rmSync(join(file, '..'), { recursive: true }));
const read = (text: string) => {
  writeFileSync(file, text);
  return readLab(file);
};

test('fails for a file that is not there, naming it', () => {
  expect(() => readLab(file)).toThrow(DefinitionError);
  expect(() => readLab(file)).toThrow(`the file ${file}: cannot be read: ENOENT`);
});

test('fails for a folder', () => {
  expect(() => readLab(join(file, '..'))).toThrow('cannot be read: EISDIR');
});

test('fails for text that is no YAML, with line and column', () => {
  expect(() => read('name: lab\nnetwork: [\n')).toThrow(DefinitionError);
  expect(() => read('name: lab\nnetwork: [\n')).toThrow(/is not valid YAML: .* at line 3, column 1/);
});

test.each(['- a\n', 'just text\n', '5\n'])('fails for %j, which maps no keys to values', (text) => {
  expect(() => read(text)).toThrow('is not a mapping of keys to values');
});

test('fails with every fault of the definition', () => {
  expect(() => read('cluster:\n  podCidr: 10.0.0.1/12\n  serviceCidr: 10.0.0.0/33\n')).toThrow(/has 2 faults/);
});

test.each(['', '# nothing yet\n', '{}\n'])('%j is the default lab', (text) => {
  expect(read(text)).toEqual(resolveLab());
});

test('without a file there is the default lab', () => {
  expect(readLab(undefined)).toEqual(resolveLab());
});

test('a fraction is refused where a whole number is wanted', () => {
  expect(() => read('controlPlane: { cpus: 1.5 }\n')).toThrow('controlPlane.cpus 1.5: must be a whole number from 1 to 64');
});

test('the last part of an address is text, though YAML would read a number', () => {
  const lab = read('nameServer: { address: .70 }\nloadBalancer:\n  pool: .60\nworkers:\n  - address: .31\n  - address: .100\n');
  expect([lab.nameServer.address, lab.loadBalancer.pool, ...lab.workers.map(({ address }) => address)].map(String)).toEqual([
    '192.168.56.70',
    '192.168.56.60',
    '192.168.56.31',
    '192.168.56.100',
  ]);
});

test('the keys of a file are those of the definition', () => {
  const text =
    'name: other\nnetwork: { cidr: 10.77.0.0/24 }\nworkers:\n  - name: only\n    memory: 1 GiB\ndns:\n  records: { mail: .70 }\n';
  expect(read(text)).toEqual(
    resolveLab({
      name: 'other',
      network: { cidr: '10.77.0.0/24' },
      workers: [{ name: 'only', memory: '1 GiB' }],
      dns: { records: { mail: '.70' } },
    }),
  );
});
