import { setTimeout as sleep } from 'node:timers/promises';
import { labError } from '../../host/user-error';
import { currentInterruption, uninterrupted } from '../../host/interruption';
import { waitFor } from '../../host/wait';
import type { Context } from '../../operations/context';
import { operation } from '../../operations/operation';
import { resolveLab } from '../../lib/model';
import { FakeSurroundings } from './fake-surroundings';

// Programs start slowly on a busy machine.
jest.setTimeout(90_000);

const contextOf = (around: FakeSurroundings): Context =>
  ({ lab: resolveLab(), signal: around.signal, notify: around.notify }) as unknown as Context;

let around: FakeSurroundings;
beforeEach(() => (around = new FakeSurroundings()));

test('an operation tells its beginning and what it came to', async () => {
  const add = operation(
    'add',
    async (_context, one: number, other: number) => ({ sum: one + other, secret: 'x' }),
    ({ sum }) => ({ sum }),
  );
  expect(await add(contextOf(around), 1, 2)).toEqual({ sum: 3, secret: 'x' });
  expect(around.events).toEqual([
    { code: 'operation.started', operation: 'add', lab: 'lesson' },
    { code: 'operation.ended', operation: 'add', lab: 'lesson', result: { sum: 3 } },
  ]);
});

test.each([
  [
    labError('the pool is full', { remedy: 'make it larger' }),
    { kind: 'lab', message: 'the pool is full', remedy: 'make it larger' },
  ],
  [new TypeError('x is undefined'), { kind: 'program', message: 'x is undefined' }],
])('one that fails tells who has to act: %s', async (error, told) => {
  const fail = operation('fail', () => Promise.reject(error));
  await expect(fail(contextOf(around))).rejects.toBe(error);
  expect(around.events.at(-1)).toMatchObject({ code: 'operation.failed', operation: 'fail', error: told });
});

/** Waits for what never comes, until it is stopped. */
const wait = operation('wait', async () => {
  await waitFor<true>(async () => ({ observation: 'nothing' }), { what: 'nothing', deadline: 60, interval: 0.01 });
});

test('two operations of one process are stopped one by one', async () => {
  const other = new FakeSurroundings();
  const [first, second] = [wait(contextOf(around)), wait(contextOf(other))];
  const ended: string[] = [];
  const expectations = [first.catch(() => ended.push('first')), second.catch(() => ended.push('second'))];
  around.controller.abort();
  await expectations[0];
  await sleep(50);
  expect(ended).toEqual(['first']);
  other.controller.abort();
  await expectations[1];
  expect(ended).toEqual(['first', 'second']);
});

test('a repair within a stopped operation goes on, and is not ended by an operation within it', async () => {
  const inner = operation('inner', async () => currentInterruption().aborted);
  const outer = operation('outer', async (context) => {
    around.controller.abort();
    return [currentInterruption().aborted, await uninterrupted(() => inner(context), 60)];
  });
  expect(await outer(contextOf(around))).toEqual([true, false]);
});
