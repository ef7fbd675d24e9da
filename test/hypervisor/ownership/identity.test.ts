import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { labStateDir, projectRoot } from '../../../host/paths';
import {
  describeOwner,
  ensureIdentity,
  identityFile,
  newIdentity,
  objectUuid,
  parseIdentity,
  readIdentity,
  writeMark,
} from '../../../hypervisor/ownership/identity';
import { ownerAttribute } from '../../../hypervisor/libvirt/libvirt-objects';

const name = 'who-test';
let elsewhere: string;
beforeEach(() => void (elsewhere = mkdtempSync(join(tmpdir(), 'lab-'))));
afterEach(() => {
  for (const folder of [labStateDir(name), elsewhere]) rmSync(folder, { recursive: true, force: true });
});

test('a lab has none before it is built, and one for ever afterwards', () => {
  expect(readIdentity(name)).toBeUndefined();
  const made = ensureIdentity(name);
  expect(made).toMatchObject({ lab: name, checkout: projectRoot });
  expect(ensureIdentity(name)).toEqual(made);
  expect(readIdentity(name)).toEqual(made);
});

test('two labs have different ones, and different UUIDs for each object', () => {
  const [one, other] = [newIdentity('a'), newIdentity('a')];
  const uuids = [one, other].flatMap((who) => [
    objectUuid(who, 'network'),
    objectUuid(who, 'pool'),
    objectUuid(who, 'machine', 'w'),
    objectUuid(who, 'machine', 'x'),
  ]);
  expect(new Set(uuids).size).toBe(8);
});

test('fails for a folder that was copied from a checkout which still has it', () => {
  const theirs = { ...newIdentity(name), checkout: elsewhere };
  for (const file of [identityFile(name), identityFile(name, elsewhere)]) {
    mkdirSync(dirname(file), { recursive: true });
    writeMark(file, theirs);
  }
  expect(() => readIdentity(name)).toThrow(`the lab "${name}" belongs to ${elsewhere}`);
  rmSync(identityFile(name, elsewhere));
  expect(readIdentity(name)).toEqual(theirs);
});

test.each(['', '{', '[]', 'null', '{"id":1}', '{"id":"x"}'])('what is no identity is none: %s', (text) => {
  expect(parseIdentity(text)).toBeUndefined();
});

test('an identity survives as an XML attribute, whatever the checkout is called', () => {
  const odd = { ...newIdentity('a'), checkout: '/opt/it\'s "here" & <there>/${x}%{y}' };
  const attribute = ownerAttribute(odd);
  expect(attribute).toMatch(/^[\w.%~-]+$/);
  expect(parseIdentity(decodeURIComponent(attribute))).toEqual(odd);
});

test('an owner is described by lab, checkout, user and host, and nobody as nobody', () => {
  const owner = { ...newIdentity('a'), checkout: '/opt/lab', user: 'eve', host: 'teach1' };
  expect(describeOwner(owner)).toBe('the lab "a" of the checkout /opt/lab, made by eve on teach1');
  expect(describeOwner(undefined)).toBe('no lab that left a mark');
});

test('a damaged identity file makes the lab nobody’s', () => {
  mkdirSync(labStateDir(name), { recursive: true });
  writeFileSync(identityFile(name), '{');
  expect(readIdentity(name)).toBeUndefined();
});
