import { rmSync, mkdirSync } from 'node:fs';
import { statusText } from '../../cli/output/status-text';
import { status } from '../../operations/status';
import { FakePrograms } from './fake-programs';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

let programs: FakePrograms;
let running: RunningLab;
beforeEach(() => {
  programs = new FakePrograms({ virsh: 'exit 1' });
  running = new RunningLab();
});
afterEach(() => {
  programs.remove();
  mkdirSync(running.stateDir, { recursive: true });
  running.remove();
});

const object = (name: string, ready: boolean, restartCount = 0) => ({
  metadata: { name, uid: name, namespace: 'default' },
  status: {
    conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
    containerStatuses: [{ name: 'web', restartCount }],
  },
});
/** What kubectl says of each kind. */
const cluster = (nodes: object[], pods: object[]) => (words: string) => {
  const kind = /get (nodes|pods) /.exec(words)?.[1];
  const items = kind === 'nodes' ? nodes : kind === 'pods' ? pods : undefined;
  return items ? `cat <<'EOF'\n${JSON.stringify({ items })}\nEOF` : 'exit 1';
};

test('a lab that was never built is none, and the hypervisor is not asked', async () => {
  rmSync(running.stateDir, { recursive: true });
  const found = await status(running.context);
  expect(found).toEqual({ lab: 'lesson', built: false });
  expect(statusText(found)).toBe('The lab "lesson" has not been built. ./lab up builds it.');
  expect(running.hypervisor.asked).toEqual([]);
});

test('of a lab that does not run nothing is asked but that', async () => {
  running.hypervisor.running = false;
  const found = await status(running.context);
  expect(found).toMatchObject({ built: true, running: false, pods: 'the hypervisor does not run', restarts: [] });
  expect(running.hypervisor.asked).toEqual(['isRunning']);
  expect(statusText(found)).toContain('embedded hypervisor not running');
});

test('nodes, pods and restarts are those that the API server shows', async () => {
  const nodes = [object('control-plane', true), object('worker-1', false)];
  running.hypervisor.answer = cluster(nodes, [object('web-1', true, 2), object('web-2', false)]);
  const found = await status(running.context);
  expect(found).toMatchObject({
    running: true,
    machines: [
      { name: 'control-plane', node: 'Ready' },
      { name: 'worker-1', node: 'NotReady' },
      { name: 'worker-2', node: 'not joined' },
      { name: 'name-server', node: '-' },
    ],
    pods: '1 of 2 pods Ready',
    restarts: ['default/web-1 web: 2'],
  });
  expect(statusText(found)).toContain('\n1 of 2 pods Ready\nrestarted: default/web-1 web: 2');
});

test('an API server that does not answer is said, and the nodes are unknown', async () => {
  running.hypervisor.answer = () => 'echo "connection refused" >&2; exit 1';
  expect(await status(running.context)).toMatchObject({
    pods: 'connection refused',
    machines: [{ node: 'unknown' }, {}, {}, {}],
  });
});
