import { sabotagesOf } from '../../../../dev/real-test/sabotages';
import { resolveLab } from '../../../../lib/model';
import { NodeRoot } from '../../../lib/render/node-root';
import { scriptsOf } from './scripts';

let root: NodeRoot;
beforeAll(() => void (root = new NodeRoot(process.env.LAB_NODE_ROOT!)));
afterAll(() => root.remove());

const sabotages = sabotagesOf(resolveLab()).map((sabotage) => [sabotage.id, scriptsOf(sabotage)] as const);

test.each(sabotages.filter(([, scripts]) => scripts.length > 0))(
  'shellcheck finds nothing in the scripts of %s',
  (id, scripts) => {
    for (const [index, script] of scripts.entries()) {
      const file = root.write(`${id}-${index}`, `#!/bin/sh\nset -e\n${script}\n`);
      expect(root.run('shellcheck', '--color=never', file)).toEqual({ status: 0, said: '' });
    }
  },
);
