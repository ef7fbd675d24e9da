import { existsSync, mkdirSync } from 'node:fs';
import { down } from '../../operations/down';
import { rememberInventory } from '../../operations/lab-folder/first-inventory';
import { begunRemoval } from '../../operations/lab-folder/removal';
import { resolveLab } from '../../lib/model';
import { emptyMachine, FakePrograms } from './fake-programs';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let programs: FakePrograms;
let running: RunningLab;
beforeEach(() => {
  programs = new FakePrograms(emptyMachine);
  running = new RunningLab(resolveLab({ name: 'fake-down' }));
});
afterEach(() => {
  programs.remove();
  mkdirSync(running.stateDir, { recursive: true });
  running.remove();
});

test('the machine is listed, the lab stopped, and the machine listed again; the lab’s folder is gone', async () => {
  expect(await down(running.context)).toEqual({ existed: true });
  expect(running.around.codes.filter((code) => !code.startsWith('note'))).toEqual([
    'operation.started',
    'step.started Inventory of this machine',
    'step.ended Inventory of this machine',
    'step.started stopping the libvirt of the lab',
    'step.ended stopping the libvirt of the lab',
    'step.started Proof that nothing is left',
    'step.ended Proof that nothing is left',
    'operation.ended',
  ]);
  expect(existsSync(running.stateDir)).toBe(false);
});

test('a second down finds no lab, and asks the hypervisor all the same what is left', async () => {
  await down(running.context);
  running.hypervisor.asked.length = 0;
  expect(await down(running.context)).toEqual({ existed: false });
  expect(running.hypervisor.asked).toContain('stop');
});

test('one that cannot stop the machines keeps the lab’s folder with a record, and the next goes on', async () => {
  running.hypervisor.faults.set('stop', new Error('libvirt does not answer'));
  await expect(down(running.context)).rejects.toThrow('libvirt does not answer');
  expect(begunRemoval(running.stateDir)).toBeDefined();
  expect(running.around.codes.at(-1)).toBe('operation.failed');
  running.hypervisor.faults.clear();
  expect(await down(running.context)).toEqual({ existed: true });
  expect(existsSync(running.stateDir)).toBe(false);
});

test('one whose machine cannot be listed any more removes nothing', async () => {
  running.context.progress.step = () => Promise.reject(new Error('no list'));
  await expect(down(running.context)).rejects.toThrow('no list');
  expect(running.hypervisor.asked).toEqual([]);
  expect(begunRemoval(running.stateDir)).toBeUndefined();
});

test('what is there after and was not before the lab is a fault that names it', async () => {
  await rememberInventory(running.context, running.hypervisor);
  programs.play('ip', 'case "$*" in "netns list") echo lab-fake-down-lan ;; esac');
  await expect(down(running.context)).rejects.toMatchObject({
    kind: 'lab',
    message: expect.stringContaining('left behind: network namespace lab-fake-down-lan'),
  });
});

test('what others have in the lab’s places is named: kept is a fault, not touched is none', async () => {
  running.hypervisor.others = [{ thing: 'network namespace lab-fake-down-lan' }];
  await down(running.context);
  expect(running.notes.some((note) => note.startsWith('not touched: network namespace lab-fake-down-lan belongs to'))).toBe(true);
  running.hypervisor.stays = ['volume lab-fake-down/thesis.odt'];
  await expect(down(running.context)).rejects.toMatchObject({
    kind: 'lab',
    message: expect.stringContaining('kept, because the lab did not make it: volume lab-fake-down/thesis.odt'),
  });
});

test('the lab of a checkout that is gone is named with the command that removes it, once', async () => {
  const owner = { ...running.hypervisor.identity!, lab: 'lesson', checkout: '/gone/checkout' };
  const things = ['network namespace lab-lesson-lan', 'folder /run/kubernetes-network-lab-lesson'];
  running.hypervisor.others = things.map((thing) => ({ thing, owner }));
  await down(running.context);
  const commands = running.notes.filter((note) => note.includes('--checkout'));
  expect(commands).toEqual(['that checkout is gone; this removes its lab: ./lab down lesson --checkout /gone/checkout']);
});

test('the lab of a named checkout was one, though nothing of it is in this checkout', async () => {
  await down(running.context);
  expect(await down({ ...running.context, checkout: '/gone/checkout' })).toEqual({ existed: true });
});

test('a down that is stopped while it stops the machines goes on where it was', async () => {
  running.hypervisor.faults.set('stop', new Error('the command was interrupted'));
  const stopped = down({ ...running.context, signal: AbortSignal.abort() });
  await expect(stopped).rejects.toThrow('the command was interrupted');
  expect(begunRemoval(running.stateDir)).toBeDefined();
});
