import * as fc from 'fast-check';
import { layOut } from '../../../lib/figure/layout';
import { sceneOf } from '../../../lib/figure/scene-of';
import { wayLines, withSteps } from '../../../lib/figure/way';
import { resolveLab } from '../../../lib/model';
import { validDefinition } from '../model/definitions';
import { overlaps } from './overlaps';

jest.setTimeout(300_000);

const scene = (definition = {}) => sceneOf(resolveLab(definition), ({ en }) => en);
const long = '12 → 198.51.100.20:40002 → 192.168.56.60:80; DNAT, MASQUERADE becomes 192.168.56.32:40002 → 20.96.2.4:8080';

test('a step whose boxes the picture has not is not drawn, and the others are', async () => {
  const steps = [
    { boxes: ['gateway'], text: '1', kind: 'request' },
    { boxes: ['no-box'], text: '2', kind: 'request' },
    { boxes: ['no-box', 'lan'], text: '3', kind: 'answer' },
  ] as const;
  const layout = await layOut(withSteps(scene(), steps));
  expect(wayLines(layout, steps).map(({ kind }) => kind)).toEqual(['answer']);
});

test('a note has its words and no line', async () => {
  const steps = [
    { boxes: ['gateway'], text: '1', kind: 'request' },
    { boxes: ['lan'], text: 'refused', kind: 'note' },
  ] as const;
  expect(wayLines(await layOut(withSteps(scene(), steps)), steps)).toEqual([]);
});

test('whatever a way says in any lab, nothing lies over anything else', async () => {
  await fc.assert(
    fc.asyncProperty(validDefinition, async (definition) => {
      const lab = resolveLab(definition);
      const nodes = lab.workers.flatMap(({ name }) => [`machine.${name}`, `range.${name}`]);
      const steps = ['outside.user', 'gateway', 'lan', 'name-server', 'outside.router', ...nodes].map((box) => ({
        ...{ boxes: [box], text: long },
        kind: 'request' as const,
      }));
      expect(overlaps(await layOut(withSteps(scene(definition), [...steps, ...steps])))).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
