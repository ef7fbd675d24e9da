import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { initLab } from '../../../operations/init';
import { planLab } from '../../../operations/plan';
import { askedContext, builtContext, removableContext } from '../../../operations/find-lab';
import { builtLab, builtLabs, isSame, rememberDefinition } from '../../../operations/lab-folder/built-definition';
import { UserError } from '../../../host/user-error';
import { labStateDir } from '../../../host/paths';
import { readLab } from '../../../operations/lab-folder/lab-file';
import { resolveLab } from '../../../lib/model';
import { FakeSurroundings } from '../fake-surroundings';

const lab = resolveLab({ name: 'remembered', workers: [{ memory: '4 GiB' }] });
const around = new FakeSurroundings();
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-'))));
afterEach(() => {
  for (const path of [folder, labStateDir(lab.name)]) rmSync(path, { recursive: true, force: true });
});
const write = (text: string) => {
  const file = join(folder, 'lab.yaml');
  writeFileSync(file, text);
  return file;
};

test('fails for a lab that was not built, naming one that was and is spelled like it', () => {
  expect(() => builtContext({ lab: 'remembred' }, around)).toThrow(UserError);
  rememberDefinition(lab);
  expect(() => builtContext({ lab: 'remembred' }, around)).toThrow('there is no lab "remembred" in this checkout');
});

test('fails where a name and a file would say two things', () => {
  expect(() => askedContext({ lab: 'a', config: 'b.yaml' }, around)).toThrow('--lab and --config name a lab each');
});

test('a lab remembers its definition, which only its owner may change', () => {
  rememberDefinition(lab);
  expect(builtLabs()).toContain(lab.name);
  expect(builtLab(lab.name)).toEqual(lab);
  expect(statSync(labStateDir(lab.name)).mode & 0o077).toBe(0);
});

test('commands for a built lab go by what it was built from, `up` by what the file says now', () => {
  rememberDefinition(lab);
  const file = write(`name: ${lab.name}\nworkers: [{ memory: 8 GiB }]\n`);
  expect(builtContext({ config: file }, around).lab.workers[0]!.memoryMiB).toBe(4096);
  expect(askedContext({ config: file }, around).lab.workers[0]!.memoryMiB).toBe(8192);
});

test('what an older version left can be removed by name alone', () => {
  expect(removableContext({ lab: 'forgotten' }, around).lab.name).toBe('forgotten');
});

test('definitions are the same when what they mean is', () => {
  expect(isSame(lab, resolveLab({ name: 'remembered', workers: [{ memory: '4096 MiB', address: '192.168.56.31' }] }))).toBe(true);
  expect(isSame(lab, resolveLab({ name: 'remembered', workers: [{ memory: '5 GiB' }] }))).toBe(false);
});

test('init does not overwrite a file unless told to', () => {
  const file = write('name: mine\n');
  expect(() => initLab(file, {})).toThrow('exists already');
  initLab(file, { force: true });
  expect(readLab(file)).toEqual(resolveLab());
});

test('fails where init cannot write', () => {
  expect(() => initLab(join(folder, 'no', 'such', 'lab.yaml'), {})).toThrow('cannot be written: ENOENT');
});

test('the plan holds the whole definition and what follows from it', () => {
  expect(planLab(resolveLab())).toMatchObject({
    definition: { name: 'lesson', workers: [{ address: '.31' }, { address: '.32' }] },
    derived: {
      apiServiceAddress: '10.96.0.1',
      dnsServiceAddress: '10.96.0.10',
      reverseZone: '56.168.192.in-addr.arpa',
      machines: [{ podCidr: '20.96.1.0/24' }, { podCidr: '20.96.2.0/24' }, { podCidr: '20.96.3.0/24' }, { name: 'name-server' }],
    },
  });
});
