import { prepareSteps, upSteps } from '../../operations/up-steps';

const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name);

test('prepare does what up does before its first stack, and applies none', () => {
  expect(names(prepareSteps)).toEqual(names(upSteps).slice(0, names(upSteps).indexOf('changes')));
  expect(names(prepareSteps).slice(-5)).toEqual(['acceleration', 'ready-lab', 'hypervisor', 'clone', 'cdktf']);
});
