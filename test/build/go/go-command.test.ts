import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { broughtGo, goFolder } from '../../../build/go/go-command';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-go-command-'))));
afterEach(() => rmSync(folder, { recursive: true }));

function bring(script: string): string {
  const file = join(folder, 'bring');
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('what could not be brought is told with what to do, after what the tools said', async () => {
  const failing = bring(`printf 'no such host\\nerror: pip could not fetch Go\\n  what to do: check the network\\n' >&2; exit 3`);
  await expect(goFolder(failing)).rejects.toMatchObject({
    kind: 'environment',
    message: 'pip could not fetch Go\nno such host',
    remedy: 'check the network',
  });
});

test('a Go that was brought is named by its folder', async () => {
  expect(await goFolder(bring('echo "/cache/$1/bin"'))).toBe('/cache/go/bin');
});

test('where this machine’s own serves, there is no folder', async () => {
  expect(await goFolder(bring('exit 0'))).toBe('');
});

test('a Go that was brought is run in place of every other, whatever the user’s variables name', () => {
  expect(broughtGo('/cache/go/bin')).toEqual({
    PATH: `/cache/go/bin:${process.env.PATH}`,
    GOROOT: undefined,
    GOTOOLCHAIN: 'local',
  });
});

test('this machine’s own is run with the user’s variables', () => {
  expect(broughtGo('')).toEqual({});
});
