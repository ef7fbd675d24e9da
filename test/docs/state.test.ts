import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { projectRoot } from '../../host/paths';

const page = readFileSync(join(projectRoot, 'docs/state.md'), 'utf8');
const section = /^## The lab's folder\n(.*?)^## /ms.exec(page)?.[1] ?? '';

/** The names in the first column of the table of `.lab/NAME`. A folder's name ends with a slash there. */
const told = [...section.matchAll(/^\| (`[^|]*) \|/gm)].flatMap(([, cell]) =>
  [...cell!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!.replace(/\/$/, '')),
);

/** What the program calls them, with STACK for a stack's name. */
const known = Object.values(labFiles('/lab') as unknown as Record<string, string | ((stack: string) => string)>).map((path) =>
  relative('/lab', typeof path === 'string' ? path : path('STACK')),
);

/** Files in folders that other programs or a single module name, and folders of unfinished work. */
const elsewhere = {
  'logs/libvirtd.log': ['hypervisor/embedded/libvirt-daemon.ts', "'libvirtd.log'"],
  'logs/time-server.log': ['hypervisor/internet/time-server.ts', "'time-server.log'"],
  'logs/internet-*.log': ['hypervisor/internet/simulated-internet.ts', '`internet-${site.name}.log`'],
  'consoles/MACHINE.log': ['host/lab-files.ts', "'consoles'"],
  'diff-*': ['operations/diff.ts', "'diff-'"],
  '.secrets-PID': ['operations/secrets/lab-secrets.ts', '`.secrets-${process.pid}`'],
} as const;

test("docs/state.md tells of each file and folder of a lab's folder", () => {
  expect(known).toContain('boots.json');
  expect(known.filter((name) => !told.includes(name))).toEqual([]);
});

test('docs/state.md tells of none that there is not', () => {
  expect(told).toContain('boots.json');
  expect(told.filter((name) => !known.includes(name)).sort()).toEqual(Object.keys(elsewhere).sort());
});

test.each(Object.entries(elsewhere))('%s has its name in the program', (_name, [file, text]) => {
  expect(readFileSync(join(projectRoot, file), 'utf8')).toContain(text);
});
