import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OpenChanges } from '../../../operations/lab-folder/open-changes';
import { judgeRepair } from '../../../dev/real-test/killed-verify';
import { resolveLab } from '../../../lib/model';

const lab = resolveLab();
const sentence = 'an earlier verify was ended while it had stopped the DNS server on name-server: started again';
let stateDir: string;
beforeEach(() => (stateDir = mkdtempSync(join(tmpdir(), 'killed-verify-'))));
afterEach(() => rmSync(stateDir, { recursive: true }));

test('a verify that repairs without a word is not content', () => {
  expect(() => judgeRepair({ lab, stateDir }, 'all true')).toThrow(/did not say "an earlier verify .*but:\nall true/);
});

test('nor one that leaves the record', () => {
  new OpenChanges({ stateDir }).add({ kind: 'name-server-stopped', machine: 'name-server' }, 'verify');
  expect(() => judgeRepair({ lab, stateDir }, sentence)).toThrow('the record stayed after the repair');
});

test('one that says what it repaired, and leaves an exercise alone, is', () => {
  new OpenChanges({ stateDir }).add({ kind: 'exercise', id: 'zone' }, 'break');
  expect(() => judgeRepair({ lab, stateDir }, `  ${sentence}\n✔ Claims`)).not.toThrow();
});
