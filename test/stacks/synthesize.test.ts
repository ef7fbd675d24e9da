import { resolveLab } from '../../lib/model';
import { stackNames } from '../../stacks';
import { synthesizeLab } from '../../stacks/synthesize';
import { synthesizeText } from './synthesis';

const made = synthesizeLab(resolveLab());

test('a lab has the JSON of its three stacks, in the order in which they are applied', () => {
  expect(Object.keys(made)).toEqual([...stackNames]);
});

test.each(stackNames)('the stack %s is the same beside the others as alone', (name) => {
  expect(JSON.parse(made[name])).toEqual(JSON.parse(synthesizeText(name)));
});
