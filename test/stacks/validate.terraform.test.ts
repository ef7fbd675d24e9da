import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { readLab } from '../../operations/lab-folder/lab-file';
import { type Lab, resolveLab } from '../../lib/model';
import { type StackName, stackNames } from '../../stacks';
import { synthesizeLab } from '../../stacks/synthesize';
import { validDefinition } from '../lib/model/definitions';

/** Terraform and the real providers read the stacks of many labs. `LAB_TERRAFORM` is the program; `./lab test` says where the providers are. */
jest.setTimeout(10 * 60_000);

const examples = join(__dirname, '../../examples');
const folder = mkdtempSync(join(tmpdir(), 'lab-validate-'));
afterAll(() => rmSync(folder, { recursive: true }));

function terraform(stack: StackName, ...args: string[]): { status: number | null; said: string } {
  const options = { cwd: join(folder, stack), encoding: 'utf8' } as const;
  const { status, stdout, stderr, error } = spawnSync(process.env.LAB_TERRAFORM!, [...args, '-no-color'], options);
  if (error) throw error;
  return { status, said: stdout + stderr };
}

/** All stacks are synthesized, since one refers to values of another. */
const textOf = (lab: Lab, stack: StackName): string => synthesizeLab(lab)[stack];

function validate(stack: StackName, text: string) {
  writeFileSync(join(folder, stack, 'cdk.tf.json'), text);
  return terraform(stack, 'validate');
}

describe.each(stackNames)('of the stack %s Terraform', (stack) => {
  // The providers are the same for every lab, so they are looked for once.
  beforeAll(() => {
    mkdirSync(join(folder, stack));
    writeFileSync(join(folder, stack, 'cdk.tf.json'), textOf(resolveLab(), stack));
    expect(terraform(stack, 'init', '-backend=false', '-input=false')).toMatchObject({ status: 0 });
  });

  const valid = { status: 0, said: expect.stringContaining('The configuration is valid') };

  test('refuses an argument that the provider does not know', () => {
    const stacks = JSON.parse(textOf(resolveLab(), stack));
    const [first] = Object.values(stacks.resource as Record<string, Record<string, Record<string, unknown>>>);
    Object.values(first!)[0]!.no_such_argument = 'at all';
    expect(validate(stack, JSON.stringify(stacks))).toMatchObject({
      status: 1,
      said: expect.stringMatching(/no_such_argument|Extraneous JSON object property/),
    });
  });

  test.each(['the default lab', ...readdirSync(examples).filter((name) => name.endsWith('.yaml'))])(
    'accepts that of %s',
    (name) => {
      const lab = name.endsWith('.yaml') ? readLab(join(examples, name)) : resolveLab();
      expect(validate(stack, textOf(lab, stack))).toEqual(valid);
    },
  );

  test('accepts that of any other plan', () => {
    fc.assert(
      fc.property(validDefinition, (definition) => {
        expect(validate(stack, textOf(resolveLab(definition), stack))).toEqual(valid);
      }),
      // What fails is not made smaller: each attempt starts a program.
      { numRuns: 6, endOnFailure: true },
    );
  });
});
