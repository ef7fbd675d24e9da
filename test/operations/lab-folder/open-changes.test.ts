import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenChanges } from '../../../operations/lab-folder/open-changes';

let stateDir: string;
let open: OpenChanges;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), 'changes-'));
  open = new OpenChanges({ stateDir });
});
afterEach(() => rmSync(stateDir, { recursive: true }));

const changes = () => open.all().map(({ change }) => change);
const exercise = (id: string) => ({ kind: 'exercise', id }) as const;
const paused = { kind: 'machines-paused' } as const;
const reset = (checkpoint: string) => ({ kind: 'machines-reset', checkpoint }) as const;

test('a change of the machines is no leftover of a look, and no exercise', () => {
  open.add(paused, 'checkpoint');
  expect(open.leftovers()).toEqual([]);
  expect(open.exercises()).toEqual([]);
  expect(open.ofMachines()).toEqual([paused]);
});

test('a change of the machines takes the place of one before, and of nothing else', () => {
  open.add(exercise('dns-stopped'), 'break');
  open.add(reset('first'), 'reset');
  open.add(reset('second'), 'reset');
  expect(changes()).toEqual([exercise('dns-stopped'), reset('second')]);
});

test('the same change is written down once', () => {
  open.add(exercise('dns-stopped'), 'break');
  open.add(exercise('dns-stopped'), 'break');
  expect(changes()).toEqual([exercise('dns-stopped')]);
});

test('a lab that was brought back has the exercises of then, and nothing half done', () => {
  open.add(exercise('since'), 'break');
  open.add(reset('ready'), 'reset');
  open.bringBack(['then'], 'break');
  expect(changes()).toEqual([exercise('then')]);
});
