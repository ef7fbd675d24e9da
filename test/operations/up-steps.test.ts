import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { labFiles } from '../../host/lab-files';
import { labStateDir } from '../../host/paths';
import { waitFor } from '../../host/wait';
import { resolveLab } from '../../lib/model';
import { beginRemoval } from '../../operations/lab-folder/removal';
import { operation } from '../../operations/operation';
import { runSteps } from '../../operations/steps';
import { type Building, upSteps } from '../../operations/up-steps';
import { FakePrograms } from './fake-programs';
import { RunningLab } from './running-lab';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

const lab = resolveLab({ name: 'fake-up' });
const files = labFiles(labStateDir(lab.name));
let running: RunningLab;
let building: Building;
beforeEach(() => {
  running = new RunningLab(lab);
  building = { context: running.context, hypervisor: running.hypervisor };
});
afterEach(() => {
  running.remove();
  rmSync(labStateDir(lab.name), { recursive: true, force: true });
});

/** `up` with nothing done in its steps but `work`. */
const played = (work: (name: string) => Promise<unknown> = async () => undefined) => {
  const ran: string[] = [];
  const steps = upSteps.map((step) => ({
    ...step,
    run: async () => {
      ran.push(step.name);
      await work(step.name);
    },
  }));
  return { ran, run: operation('up', () => runSteps(steps, building)) };
};

/** Terraform has applied this stack. */
const apply = (stack: string): void => {
  mkdirSync(dirname(files.terraformState(stack)), { recursive: true });
  writeFileSync(files.terraformState(stack), '{}');
};

const first = [
  ...[
    'packages',
    'checks',
    'inventory',
    'toolchain',
    'programs',
    'image',
    'secrets',
    'synthesis',
    'acceleration',
    'hypervisor',
    'cdktf',
  ],
  ...['infrastructure', 'kernels', 'cluster', 'repair', 'cluster-pods', 'platform', 'services', 'workloads', 'join-token'],
];

describe('the order of steps', () => {
  test('a new lab is built from the ground up: nothing is changed before the checks and the list of what was there', async () => {
    const { ran, run } = played();
    await run(running.context);
    expect(ran).toEqual(first);
  });

  test('a second run says what happens to machines before it happens, and does not wait for the cluster alone', async () => {
    for (const stack of ['infrastructure', 'platform', 'services']) apply(stack);
    const { ran, run } = played();
    await run(running.context);
    expect(ran).toEqual(
      first.flatMap((name) => (name === 'cluster-pods' ? [] : name === 'infrastructure' ? ['changes', name] : [name])),
    );
  });

  test('a lab that began with a ready one is as its states say: no change to its machines is looked for', async () => {
    for (const stack of ['infrastructure', 'platform', 'services']) apply(stack);
    building.ready = {} as Building['ready'];
    const { ran, run } = played();
    await run(running.context);
    expect(ran).not.toContain('changes');
    expect(ran).toEqual(expect.arrayContaining(['clone', 'infrastructure', 'workloads']));
  });

  test('after an up that was ended before the Services, the cluster is waited for alone', async () => {
    apply('infrastructure');
    const { ran, run } = played();
    await run(running.context);
    expect(ran).toEqual(expect.arrayContaining(['changes', 'cluster-pods']));
  });

  test('a removal that was begun is ended first', async () => {
    beginRemoval(running.stateDir);
    const { ran, run } = played();
    await run(running.context);
    expect(ran.slice(0, 2)).toEqual(['removal', 'packages']);
  });
});

test.each(first)('where the step %s fails, none comes after it, and the error is its own', async (failing) => {
  const { ran, run } = played((name) => (name === failing ? Promise.reject(new Error(`no ${name}`)) : Promise.resolve()));
  await expect(run(running.context)).rejects.toThrow(`no ${failing}`);
  expect(ran).toEqual(first.slice(0, first.indexOf(failing) + 1));
  expect(running.around.codes.slice(-2)).toEqual([`step.failed ${failing}`, 'operation.failed']);
});

test('an up that is stopped ends in the step that waits, and the next run begins anew', async () => {
  const never = () => waitFor<true>(async () => ({ observation: '' }), { what: 'nodes', deadline: 60, interval: 0.01 });
  const { ran, run } = played(async (name) => {
    if (name !== 'cluster') return;
    setTimeout(() => running.around.controller.abort(), 20);
    await never();
  });
  await expect(run(running.context)).rejects.toThrow();
  expect(ran.at(-1)).toBe('cluster');
});

/** Runs one step as it is. */
const runStep = (name: string): Promise<unknown> =>
  upSteps.find((step) => step.name === name)!.run(building, { detail: (text) => void details.push(text) });
let details: string[];
beforeEach(() => (details = []));

const items = (...names: string[]): string =>
  JSON.stringify({
    items: names.map((name) => ({ metadata: { name, uid: name }, status: { conditions: [{ type: 'Ready', status: 'True' }] } })),
  });

describe('what steps do', () => {
  test('the hypervisor is started, and what an interrupted run left is said to be made anew', async () => {
    await runStep('hypervisor');
    expect(running.hypervisor.asked).toEqual(['start', 'removeUnknown']);
    expect(running.notes).toEqual(['lesson-worker-1 was made by an interrupted run and is made anew']);
  });

  test('the lab’s client joins the network after Terraform has made it, and not where that failed', async () => {
    const programs = new FakePrograms({});
    running.hypervisor.answer = () => 'exit 0';
    const binary = programs.play('terraform', '');
    building.toolchain = { terraform: { binary, kind: 'terraform', version: '1.11.4' }, origin: 'mirror', environment: {} };
    building.image = { folder: '/image' } as Building['image'];
    mkdirSync(files.logs, { recursive: true });
    await runStep('infrastructure');
    expect(running.hypervisor.asked.map((asked) => asked.split(' ').slice(0, 4).join(' ')).slice(-2)).toEqual([
      `command lan ${binary} apply`,
      'connectClients',
    ]);
    running.hypervisor.asked.length = 0;
    running.hypervisor.answer = () => 'exit 1';
    await expect(runStep('infrastructure')).rejects.toMatchObject({ kind: 'lab' });
    expect(running.hypervisor.asked).not.toContain('connectClients');
    programs.remove();
  });

  test('the cluster is there when every planned node is Ready', async () => {
    running.hypervisor.answer = () => `echo '${items('control-plane', 'worker-1', 'worker-2')}'`;
    await runStep('cluster');
    expect(details).toEqual(['3 of 3 nodes Ready (control-plane, worker-1, worker-2)']);
  });

  test('a machine that was halted ends the wait for the cluster at once', async () => {
    running.hypervisor.haltedMachines = ['fake-up-worker-1: paused (I/O error)'];
    await expect(runStep('cluster')).rejects.toMatchObject({ kind: 'environment' });
  });

  test('the token is taken away, by its name', async () => {
    mkdirSync(running.context.secrets().folder, { recursive: true });
    writeFileSync(`${running.context.secrets().folder}/bootstrap-token`, 'abcdef.0123456789abcdef\n', { mode: 0o600 });
    running.hypervisor.answer = () => 'exit 0';
    await runStep('join-token');
    expect(running.hypervisor.asked.at(-1)).toContain('delete secret bootstrap-token-abcdef');
  });
});
