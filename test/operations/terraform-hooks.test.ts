import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { waitForApi, waitForPods } from '../../operations/cluster/cluster-state';
import { afterApply, beforeDestroy } from '../../operations/terraform-hooks';
import { labError } from '../../host/user-error';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

jest.mock('../../operations/cluster/cluster-state', () => ({
  ...jest.requireActual<object>('../../operations/cluster/cluster-state'),
  waitForApi: jest.fn(async () => undefined),
  waitForPods: jest.fn(async () => undefined),
}));

let running: RunningLab;
beforeEach(() => {
  running = new RunningLab();
  jest.mocked(waitForApi).mockReset();
  jest.mocked(waitForPods).mockReset();
});
afterEach(() => running.remove());

/** Terraform has made something of these stacks. */
function made(...stacks: string[]): void {
  for (const stack of stacks) {
    const file = labFiles(running.stateDir).terraformState(stack);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{"resources":[{}]}');
  }
}

const nodes = (ready: boolean) =>
  JSON.stringify({
    items: ['worker-1', 'worker-2'].map((name) => ({
      metadata: { name, uid: name },
      status: { conditions: [{ type: 'Ready', status: ready || name === 'worker-1' ? 'True' : 'Unknown' }] },
    })),
  });

describe('before a stack is removed', () => {
  test('it fails where the API server does not answer, and says what was seen and what to do', async () => {
    made('services');
    jest.mocked(waitForApi).mockRejectedValue(labError('gave up'));
    await expect(beforeDestroy(running.context, 'services')).rejects.toMatchObject({
      kind: 'lab',
      message: 'the stack services cannot be removed from the cluster: the API server does not answer',
      remedy: expect.stringContaining('./lab down, which needs no cluster'),
    });
  });

  test('it fails where a node is not Ready: its pods would not end, and Terraform would wait for them', async () => {
    made('services');
    running.hypervisor.answer = () => `echo '${nodes(false)}'`;
    await expect(beforeDestroy(running.context, 'services')).rejects.toMatchObject({
      message: expect.stringContaining('worker-2: not Ready'),
    });
  });

  test('it passes where every node is Ready', async () => {
    made('services');
    running.hypervisor.answer = () => `echo '${nodes(true)}'`;
    await expect(beforeDestroy(running.context, 'services')).resolves.toBeUndefined();
  });

  test.each([
    ['the machines, which need no cluster', 'infrastructure'],
    ['a stack of which nothing was made', 'platform'],
  ] as const)('nothing is asked of the cluster for %s', async (_what, stack) => {
    if (stack === 'infrastructure') made(stack);
    await beforeDestroy(running.context, stack);
    expect(waitForApi).not.toHaveBeenCalled();
  });
});

describe('after a stack was applied', () => {
  test('the lab’s client joins the machines’ network, and kernels that hang are looked for', async () => {
    await afterApply(running.context, 'infrastructure');
    expect(running.hypervisor.asked).toEqual(['connectClients', 'kernelsBooting']);
  });

  test('the pods are waited for, and the token to join is taken away', async () => {
    mkdirSync(running.context.secrets().folder, { recursive: true });
    writeFileSync(`${running.context.secrets().folder}/bootstrap-token`, 'abcdef.0123456789abcdef\n', { mode: 0o600 });
    running.hypervisor.answer = () => 'exit 0';
    await afterApply(running.context, 'services');
    expect(waitForPods).toHaveBeenCalledTimes(1);
    expect(running.hypervisor.asked.at(-1)).toContain('delete secret bootstrap-token-abcdef');
  });

  test('nothing is to be done after the platform', async () => {
    await afterApply(running.context, 'platform');
    expect(running.hypervisor.asked).toEqual([]);
  });
});
