import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plan as planCommand } from '../../cli/commands/plan';
import { askedContext } from '../../operations/find-lab';
import { reportError } from '../../cli/report-error';
import { readLab } from '../../operations/lab-folder/lab-file';
import { definitionOf, resolveLab } from '../../lib/model';
import { FakeSurroundings } from '../operations/fake-surroundings';

const folder = join(__dirname, '../cases');
const cases = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => {
    const file = join(folder, name);
    const [, outcome, text = ''] = /^# (accepted|warned|refused)(?:: (.*))?\n/.exec(readFileSync(file, 'utf8')) ?? [];
    return { name, file, outcome, text };
  });

/** What `./lab plan` does with a definition file. */
async function plan(file: string) {
  let told = '';
  const around = new FakeSurroundings();
  try {
    const { text = '' } = await planCommand(askedContext({ config: file }, around), { output: 'table' });
    return { status: 0, out: text, notes: around.notes.join('\n'), told };
  } catch (error) {
    const status = reportError(error, { write: (text) => void (told += text) });
    return { status, out: '', notes: around.notes.join('\n'), told };
  }
}

test.each(cases)('test/cases/$name is $outcome: $text', async ({ file, outcome, text }) => {
  const { status, out, notes, told } = await plan(file);
  switch (outcome) {
    case 'accepted':
      expect({ status, told }).toEqual({ status: 0, told: '' });
      expect(out).toContain(text);
      return;
    case 'warned':
      expect({ status, told }).toEqual({ status: 0, told: '' });
      expect(notes).toContain(text);
      return;
    case 'refused': {
      expect({ status, out }).toEqual({ status: 2, out: '' });
      const [head, ...faults] = told.trimEnd().split('\n');
      expect(head).toBe(`error: ${file} has a problem:`);
      expect(faults).toHaveLength(1);
      expect(faults[0]!.slice(2 + file.length)).toMatch(/^:\d+:\d+: /);
      expect(faults[0]).toContain(text);
      return;
    }
    default:
      throw new Error(`${file} says no outcome`);
  }
});

test.each(cases.filter(({ outcome }) => outcome !== 'refused'))(
  'the lab of test/cases/$name is that of its whole definition',
  ({ file }) => {
    const lab = readLab(file);
    expect(resolveLab(definitionOf(lab))).toEqual(lab);
  },
);
