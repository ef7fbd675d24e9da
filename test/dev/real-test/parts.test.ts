import { chosenParts } from '../../../dev/real-test/parts';

const names = (extent: string) => {
  const { onLab, byItself } = chosenParts(extent);
  return [...onLab, ...byItself].map(({ name }) => name);
};

test('a part that there is not is refused with those there are', () => {
  expect(() => chosenParts('verify,sabotage-all')).toThrow('--real=verify,sabotage-all: there is no part sabotage-all');
});

test('the quick parts are some of all, and each is found by its name', () => {
  const all = names('all');
  expect(new Set(all).size).toBe(all.length);
  expect(all).toEqual(expect.arrayContaining(names('quick')));
  expect(names('quick')).toContain('killed-verify');
  expect(names('quick')).not.toContain('kill-moments');
  for (const name of all) expect(names(name)).toEqual([name]);
});

test('nothing is built for what clones the project on a bare machine', () => {
  expect(chosenParts('bare-plan,bare-machine').needBuild).toBe(false);
  expect(chosenParts('bare-plan,verify').needBuild).toBe(true);
  expect(chosenParts('quick').needBuild).toBe(true);
});
