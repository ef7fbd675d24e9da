import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveLab } from '../../../lib/model';
import { forgetBoots, isReadySince, noteBoot, notedBoots } from '../../../operations/cluster/boots';
import type { KubernetesObject } from '../../../operations/cluster/cluster-state';

const boots = { 'worker-1': '2026-01-01T12:00:00.000Z' };
const before = '2026-01-01T11:59:58Z';
const since = '2026-01-01T12:00:40Z';

const node = (name: string, lastHeartbeatTime: string | undefined, status = 'True'): KubernetesObject => ({
  metadata: { name, uid: name },
  status: { conditions: [{ type: 'Ready', status, lastHeartbeatTime }] },
});

const pod = (nodeName: string, starts: readonly (string | undefined)[], status = 'True'): KubernetesObject => ({
  metadata: { name: 'web', uid: 'web' },
  spec: { nodeName },
  status: {
    conditions: [{ type: 'Ready', status }],
    containerStatuses: starts.map((startedAt) => ({
      name: 'c',
      restartCount: 0,
      state: startedAt ? { running: { startedAt } } : {},
    })),
  },
});

describe('a node', () => {
  test.each([
    ['Ready, reported since its boot', node('worker-1', since), true],
    ['Ready as before its boot', node('worker-1', before), false],
    ['Ready without a time', node('worker-1', undefined), false],
    ['not Ready since', node('worker-1', since, 'False'), false],
    ['Ready, of a machine that was not switched on', node('worker-2', before), true],
  ])('%s', (_what, object, expected) => {
    expect(isReadySince(boots, object)).toBe(expected);
  });
});

describe('a pod', () => {
  test.each([
    ['Ready, its containers started since', pod('worker-1', [since, since]), true],
    ['Ready with a container of the boot before', pod('worker-1', [since, before]), false],
    ['Ready with a container that does not run', pod('worker-1', [undefined]), false],
    ['not Ready', pod('worker-1', [since], 'False'), false],
    ['Ready on a machine that was not switched on', pod('worker-2', [before]), true],
  ])('%s', (_what, object, expected) => {
    expect(isReadySince(boots, object)).toBe(expected);
  });
});

test('boots of nodes are kept until they are forgotten; the name server is no node', () => {
  const context = { lab: resolveLab(), stateDir: mkdtempSync(join(tmpdir(), 'boots-')) };
  try {
    expect(notedBoots(context)).toEqual({});
    for (const machine of ['control-plane', 'worker-1', 'name-server', 'worker-1']) noteBoot(context, machine);
    expect(Object.keys(notedBoots(context))).toEqual(['control-plane', 'worker-1']);
    expect(Date.now() - Date.parse(notedBoots(context)['worker-1']!)).toBeLessThan(60_000);
    forgetBoots(context);
    expect(notedBoots(context)).toEqual({});
  } finally {
    rmSync(context.stateDir, { recursive: true });
  }
});
