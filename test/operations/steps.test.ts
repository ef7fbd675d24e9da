import { progressTo } from '../../host/progress';
import { type OperationStep, runSteps } from '../../operations/steps';
import { FakeSurroundings } from './fake-surroundings';

interface State {
  readonly context: { readonly notify: FakeSurroundings['notify']; readonly progress: ReturnType<typeof progressTo> };
  readonly done: string[];
}

let around: FakeSurroundings;
let state: State;
beforeEach(() => {
  around = new FakeSurroundings();
  state = { context: { notify: around.notify, progress: progressTo(around.notify) }, done: [] };
});

const step = (name: string, more: Partial<OperationStep<State>> = {}): OperationStep<State> => ({
  name,
  title: `The ${name}`,
  run: async ({ done }) => done.push(name),
  ...more,
});

test('steps are announced, run in order, and counted', async () => {
  await runSteps([step('first'), step('second')], state);
  expect(state.done).toEqual(['first', 'second']);
  expect(around.events[0]).toEqual({
    code: 'operation.steps',
    steps: [
      { name: 'first', title: 'The first' },
      { name: 'second', title: 'The second' },
    ],
  });
  expect(around.codes.slice(1)).toEqual(['step.started first', 'step.ended first', 'step.started second', 'step.ended second']);
  expect(around.events.at(-1)).toMatchObject({ step: { name: 'second', title: 'The second', index: 2, of: 2 } });
});

test('a step with nothing to do is left out, and the others keep their numbers; it is asked when its turn comes', async () => {
  const when = ({ done }: State) => !done.includes('first');
  await runSteps([step('first'), step('second', { when }), step('third')], state);
  expect(state.done).toEqual(['first', 'third']);
  expect(around.events.at(-1)).toMatchObject({ step: { name: 'third', index: 3, of: 3 } });
});

test('the first that fails is the last', async () => {
  const run = () => Promise.reject(new Error('no'));
  await expect(runSteps([step('first', { run }), step('second')], state)).rejects.toThrow('no');
  expect(around.codes.slice(1)).toEqual(['step.started first', 'step.failed first']);
});
