import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { disabledUnits, enabledUnits } from '../../../build/image/root-units';
import { overlayFolder } from '../../../build/image/root-filesystem';
import { NodeRoot } from '../../lib/render/node-root';

jest.setTimeout(5 * 60_000);

/** systemd's own reader, in a machine's root filesystem (`LAB_NODE_ROOT`): unknown keys, missing programs, units that are not there. */
let root: NodeRoot;
beforeAll(() => void (root = new NodeRoot(process.env.LAB_NODE_ROOT!)));
afterAll(() => root.remove());

const verify = (unit: string) => root.run('systemd-analyze', 'verify', '--man=no', unit);
const folder = join(overlayFolder, 'etc/systemd/system');
const kubelet = readFileSync(join(folder, 'kubelet.service'), 'utf8');

test.each([
  ['a key that does not exist', 'RestartSec=', 'RestartSek=', "Unknown key 'RestartSek' in section [Service]"],
  ['a program that does not exist', '/usr/local/bin/kubelet', '/usr/local/bin/kubelett', 'kubelett is not executable'],
])('refuses a unit with %s', (_what, right, wrong, reason) => {
  expect(kubelet).toContain(right);
  expect(verify(root.write('wrong.service', kubelet.replace(right, wrong))).said).toContain(reason);
});

/** Those of the overlay, and those whose settings it changes. */
const ours = readdirSync(folder).map((name) => name.replace(/\.d$/, ''));

test.each([...new Set([...ours, ...enabledUnits, ...disabledUnits])].sort())('accepts %s', (unit) => {
  expect(verify(unit)).toEqual({ status: 0, said: '' });
});

test('accepts all that a machine starts', () => {
  expect(verify('default.target')).toEqual({ status: 0, said: '' });
});
