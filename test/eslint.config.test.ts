import { Linter } from 'eslint';
import { join } from 'node:path';
import config from '../eslint.config';
import { projectRoot } from '../host/paths';

const linter = new Linter({ cwd: projectRoot });

/** What the rule of directions says of an import in a file. */
function refusals(file: string, module: string): string[] {
  const messages = linter.verify(`export * from '${module}';\n`, config, join(projectRoot, file));
  return messages.filter(({ ruleId }) => ruleId === 'house/direction').map(({ message }) => message);
}

test.each([
  ['lib/model/x.ts', '../render', 'lib/model may import only from itself, not from lib/render'],
  ['lib/render/x.ts', '../../host/run', 'lib/render may import only from lib/model, versions, not from host'],
  [
    'hypervisor/libvirt/x.ts',
    '../embedded/embedded',
    /^hypervisor\/libvirt may import only from .*, not from hypervisor\/embedded$/,
  ],
  ['operations/up/x.ts', '../../cli/program', /not from cli$/],
  ['cli/x.ts', '../dev/run-tests', /^cli may import only from .*, not from dev$/],
  ['lib/model/x.ts', 'node:fs', 'lib/model only computes'],
  ['lib/render/x.ts', 'execa', 'lib/render only computes'],
  ['operations/x.ts', 'cdktf', 'operations does not know cdktf'],
])('%s may not import %s', (file, module, message) => {
  expect(refusals(file, module)).toEqual([typeof message === 'string' ? message : expect.stringMatching(message)]);
});

test.each([
  ['lib/render/x.ts', '../model'],
  ['lib/render/x.ts', './yaml'],
  ['lib/constructs/x.ts', 'cdktf'],
  ['stacks/x.ts', '../lib/constructs/service'],
  ['dev/x.ts', '../cli/report-error'],
  ['host/x.ts', 'node:fs'],
])('%s may import %s', (file, module) => {
  expect(refusals(file, module)).toEqual([]);
});
