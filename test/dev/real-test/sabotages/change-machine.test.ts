import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { editedFile, firewallRule, keptFolder, onMachine } from '../../../../dev/real-test/sabotages/change-machine';
import { both } from '../../../../dev/real-test/sabotages/sabotage';
import { resolveLab } from '../../../../lib/model';
import { scriptsOf } from './scripts';

const machine = resolveLab().nameServer;

describe('a file that is edited', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'edited-file-'));
    file = join(folder, 'named.conf');
    writeFileSync(file, 'recursion yes;\n');
    chmodSync(file, 0o640);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs the scripts with a folder of the test in the place of the machine's. */
  const run = (direction: 'break' | 'repair') => {
    const change = editedFile(machine, file, 's/yes/no/', `echo ${direction} >>${folder}/told`);
    const script = scriptsOf({ break: [], repair: [], [direction]: change[direction] })[0]!;
    execFileSync('sh', ['-ec', script.replaceAll(keptFolder, join(folder, 'kept'))]);
  };
  const content = () => readFileSync(file, 'utf8');

  test('is as before after the repair, however often it was edited and repaired', () => {
    run('break');
    run('break');
    expect(content()).toBe('recursion no;\n');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    run('repair');
    run('repair');
    expect(content()).toBe('recursion yes;\n');
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(folder, 'told'), 'utf8')).toBe('break\nbreak\nrepair\nrepair\n');
  });

  test('stays as it is where it was not edited, and whoever reads it is told', () => {
    run('repair');
    expect(content()).toBe('recursion yes;\n');
    expect(existsSync(join(folder, 'told'))).toBe(true);
  });

  test('is kept where root alone reads', () => {
    run('break');
    expect(statSync(join(folder, 'kept')).mode & 0o777).toBe(0o700);
  });
});

test('a rule of a firewall is put before all others once, and taken away as often as it is there', () => {
  const change = firewallRule(machine, { chain: 'INPUT', rule: '-p udp --dport 53 -j DROP' });
  const away = 'while iptables -w -t filter -D INPUT -p udp --dport 53 -j DROP 2>/dev/null; do :; done';
  expect(change.repair).toEqual([onMachine(machine, away)]);
  expect(change.break).toEqual([onMachine(machine, `${away}\niptables -w -t filter -I INPUT -p udp --dport 53 -j DROP`)]);
});

test('changes are undone in the opposite order', () => {
  const change = (name: string) => ({ break: [onMachine(machine, `${name} on`)], repair: [onMachine(machine, `${name} off`)] });
  expect(scriptsOf(both(change('one'), change('two')))).toEqual(['one on', 'two on', 'two off', 'one off']);
});
