import { App, type TerraformStack, Testing } from 'cdktf';
import { resolveLab } from '../../lib/model';
import { addLab } from '../../stacks';

const first = resolveLab({ name: 'first' });
const second = resolveLab({ name: 'second', network: { cidr: '192.168.57.0/24' } });

test('fails where an app has two stacks of the same lab, whatever they are called', () => {
  const app = new App();
  addLab(app, first, { prefix: 'one-' });
  expect(() => addLab(app, resolveLab({ name: 'first', workers: 1 }), { prefix: 'two-' })).toThrow(
    'the stacks one-infrastructure and two-infrastructure are both the lab "first"; give each lab a name of its own',
  );
});

test('two labs in an app keep their states apart, and each platform refers to its own machines', () => {
  const app = Testing.app();
  const labs = [addLab(app, first, { prefix: 'first-' }), addLab(app, second, { prefix: 'second-' })];
  const stacks = labs.flatMap((lab) => Object.values<TerraformStack>({ ...lab }));
  for (const stack of stacks) stack.prepareStack();
  const synthesized = stacks.map((stack) => JSON.parse(Testing.synth(stack)));
  expect(synthesized.map(({ terraform }) => terraform.backend.local.path)).toEqual(
    ['first', 'second'].flatMap((lab) =>
      ['infrastructure', 'platform', 'services'].map((role) => `../../../.lab/${lab}/terraform/${role}.tfstate`),
    ),
  );
  const [, firstPlatform, , , secondPlatform] = synthesized;
  const remote = ({ data }: { data: { terraform_remote_state: object } }) => JSON.stringify(data.terraform_remote_state);
  expect(remote(firstPlatform)).toContain('${var.states_first}/infrastructure.tfstate');
  expect(remote(secondPlatform)).toContain('${var.states_second}/infrastructure.tfstate');
});
