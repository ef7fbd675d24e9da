import { rmSync, writeFileSync } from 'node:fs';
import { listTable } from '../../cli/output/list-table';
import { labFiles } from '../../host/lab-files';
import { labStateDir } from '../../host/paths';
import { resolveLab } from '../../lib/model';
import { rememberDefinition } from '../../operations/lab-folder/built-definition';
import { listLabs } from '../../operations/list';
import { FakePrograms } from './fake-programs';
import { FakeSurroundings } from './fake-surroundings';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

const lab = resolveLab({ name: 'fake-list' });
let programs: FakePrograms;
beforeEach(() => {
  process.env.LAB_HYPERVISOR = 'embedded';
  programs = new FakePrograms({ ip: 'echo "lab-fake-other-lan (id: 3)"; echo lab-fake-list-lan; echo somebody-elses' });
  rememberDefinition(lab);
});
afterEach(() => {
  delete process.env.LAB_HYPERVISOR;
  programs.remove();
  rmSync(labStateDir(lab.name), { recursive: true });
});

/** Those of this test: a checkout may have others. */
const listed = async () => (await listLabs(new FakeSurroundings())).filter(({ name }) => name.startsWith('fake-'));

test('a lab of this checkout is told with what it is, one of another checkout by its name', async () => {
  expect(await listed()).toEqual([
    { name: 'fake-list', state: 'not running', network: '192.168.56.0/24', machines: 4, hypervisor: 'embedded' },
    { name: 'fake-other', state: "another checkout's", checkout: undefined },
  ]);
});

test('a damaged lab is said to be, and hides no other', async () => {
  writeFileSync(labFiles(labStateDir(lab.name)).definition, 'name: fake-list\n');
  const labs = await listed();
  expect(labs).toMatchObject([{ name: 'fake-list', state: 'damaged', fault: expect.stringContaining('is damaged') }, {}]);
  expect(listTable(labs)).toMatch(/fake-list +damaged: .*its end is missing/);
});

test('where there is no lab the list says what builds one', () => {
  expect(listTable([])).toBe('There is no lab. ./lab up builds one.');
});
