import { resolveLab } from '../../lib/model';
import { stackNames } from '../../stacks';
import { synthesizeLab } from '../../stacks/synthesize';

const made = synthesizeLab(resolveLab());

test('a lab has the JSON of its three stacks, in the order in which they are applied', () => {
  expect(Object.keys(made)).toEqual([...stackNames]);
});

test('what one stack refers to is an output of the other', () => {
  const { data, resource } = JSON.parse(made.platform);
  const [input] = Object.keys(data.terraform_remote_state);
  const [gate] = Object.values<{ triggers_replace: string[] }>(resource.terraform_data);
  const [, output] = new RegExp(`data\\.terraform_remote_state\\.${input}\\.outputs\\.([\\w-]+)`).exec(
    gate!.triggers_replace[0]!,
  )!;
  expect(JSON.parse(made.infrastructure).output[output!]).toEqual({ sensitive: true, value: '${terraform_data.machines.id}' });
});
