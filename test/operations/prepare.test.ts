import { prepareSteps, upSteps } from '../../operations/up-steps';

const names = (steps: readonly { readonly name: string }[]) => steps.map(({ name }) => name);

test('prepare does what up does before its first stack, and applies none', () => {
  expect(names(prepareSteps)).toEqual(names(upSteps).slice(0, names(upSteps).indexOf('changes')));
  expect(names(prepareSteps).slice(-3)).toEqual(['acceleration', 'hypervisor', 'cdktf']);
});
