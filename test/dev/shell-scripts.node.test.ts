import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellScripts } from '../../dev/shell-scripts';
import { projectRoot } from '../../host/paths';
import { NodeRoot } from '../lib/render/node-root';

let root: NodeRoot;
beforeAll(() => void (root = new NodeRoot(process.env.LAB_NODE_ROOT!)));
afterAll(() => root.remove());

const shellcheck = (name: string, text: string) => root.run('shellcheck', '--color=never', root.write(name, text));

test('shellcheck refuses a variable without quotes', () => {
  expect(shellcheck('script', '#!/bin/sh\nrm -r $1\n')).toEqual({ status: 1, said: expect.stringContaining('SC2086') });
});

test.each(shellScripts())('shellcheck finds nothing in %s', (script) => {
  expect(shellcheck(script, readFileSync(join(projectRoot, script), 'utf8'))).toEqual({ status: 0, said: '' });
});
