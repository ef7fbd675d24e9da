import { resolveLab } from '../../lib/model';
import { claimsOf, topics } from '../../lib/claims';
import { FakeLab, redClaims } from '../lib/fake-lab/fake-lab';
import { labs } from '../lib/fake-lab/labs';
import { lyingLabs } from '../lib/claims/lies';
import { told } from '../lib/claims/told';

/**
 * The lies of `lies.test.ts`, but each before the claims of its own topic alone: so that Stryker, which tries for each change the
 * tests that pass it, tries those that are about it and not all.
 */
jest.setTimeout(60_000);

describe.each(topics)('of the claims about %s', (topic) => {
  const having = Object.entries(labs).filter(([, definition]) =>
    claimsOf(resolveLab(definition)).some((claim) => claim.topic === topic),
  );
  test.each(having)('all are true of a lab as its definition says: %s', async (_what, definition) => {
    expect(await redClaims(new FakeLab(resolveLab(definition)), { only: [topic], disruptive: true })).toEqual([]);
  });

  const isAbout = (id: string): boolean => id.startsWith(`${topic}.`);
  const about = lyingLabs.filter(({ red }) => isAbout(red));
  test.each(about)('$red alone is red when $lie', async (lying) => {
    const { fake, disruptive } = told(lying);
    const expected = [lying.red, ...(lying.also ?? []).filter(isAbout)];
    expect((await redClaims(fake, { only: [topic], disruptive })).sort()).toEqual(expected.sort());
  });
});
