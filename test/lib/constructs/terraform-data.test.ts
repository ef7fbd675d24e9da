import { TerraformOutput } from 'cdktf';
import { TerraformData } from '../../../lib/constructs/terraform-data';
import { synthesize } from './synthesis';

test('it has Terraform’s own resource, with what makes it anew, and an id to refer to', () => {
  const { output, resource } = synthesize((stack) => {
    const { id } = new TerraformData(stack, 'gate', { triggersReplace: ['one'] });
    new TerraformOutput(stack, 'id', { value: id });
  });
  expect(resource.terraform_data!.gate).toMatchObject({ triggers_replace: ['one'] });
  expect(output.id!.value).toBe('${terraform_data.gate.id}');
});

test('synthesizing it starts no program', () => {
  const path = process.env.PATH;
  process.env.PATH = '/nowhere';
  try {
    expect(() => synthesize((stack) => void new TerraformData(stack, 'gate', {}))).not.toThrow();
  } finally {
    process.env.PATH = path;
  }
});
