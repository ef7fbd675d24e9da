import * as fc from 'fast-check';
import { parseDefinition, resolveLab, tryResolve } from '../../../lib/model';
import { validDefinition } from './definitions';
import { mutations, type Whole } from './mutations';

test.each(Object.entries(mutations))('it is told of any plan in which %s', (_name, { path, reason, apply }) => {
  fc.assert(
    fc.property(validDefinition, (valid) => {
      const broken = structuredClone(valid) as Whole;
      fc.pre(apply(broken, resolveLab(valid)) !== false);
      const { definition, problems } = parseDefinition(broken);
      const told = tryResolve(definition, problems).problems.map((problem) => ({ path: problem.path, reason: problem.reason }));
      expect(told).toContainEqual({
        path: typeof path === 'string' ? path : expect.stringMatching(path),
        reason: expect.stringContaining(reason),
      });
    }),
    { numRuns: 6 },
  );
});
