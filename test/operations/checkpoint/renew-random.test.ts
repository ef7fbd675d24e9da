import { renewRandom, reseedCommand } from '../../../operations/checkpoint/renew-random';
import { CheckpointedLab } from './checkpointed-lab';

let lab: CheckpointedLab;
beforeEach(() => (lab = new CheckpointedLab()));
afterEach(() => lab.remove());

/** What each machine was given, by its name. */
function given(answer: (name: string, tries: number) => number = () => 0) {
  const inputs = new Map<string, string[]>();
  const probe = lab.context.probe;
  const context = {
    ...lab.context,
    probe: async (hypervisor: Parameters<typeof probe>[0]) => {
      const live = await probe(hypervisor);
      return {
        ...live,
        exec: async (from: { readonly name?: string }, argv: readonly string[], options?: { readonly input?: string }) => {
          expect(argv).toEqual(reseedCommand);
          const name = from.name!;
          inputs.set(name, [...(inputs.get(name) ?? []), options!.input!]);
          return { exitCode: answer(name, inputs.get(name)!.length), stdout: '', stderr: 'Connection refused' };
        },
      } as never;
    },
  };
  return { inputs, context };
}

test('every machine gets bytes of its own, on its standard input and not as an argument', async () => {
  const { inputs, context } = given();
  await renewRandom(context, lab.hypervisor);
  expect([...inputs.keys()].sort()).toEqual(['control-plane', 'name-server', 'worker-1', 'worker-2']);
  const all = [...inputs.values()].flat();
  expect(new Set(all).size).toBe(all.length);
  for (const input of all) expect(Buffer.from(input, 'base64')).toHaveLength(64);
  expect(reseedCommand.join(' ')).not.toContain(all[0]!);
  expect(lab.logins).toBe(0);
});

test('a machine that does not answer yet is asked again', async () => {
  const { inputs, context } = given((name, tries) => (name === 'worker-1' && tries < 2 ? 255 : 0));
  await renewRandom(context, lab.hypervisor);
  expect(inputs.get('worker-1')).toHaveLength(2);
});
