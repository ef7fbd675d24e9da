import { resolveLab } from '../../lib/model';
import { claimsOf, topics } from '../../lib/claims';
import { FakeLab, failingClaims } from '../lib/fake-lab/fake-lab';
import { labs } from '../lib/fake-lab/labs';
import { faultyLabs } from '../lib/claims/faults';
import { injectFault } from '../lib/claims/inject-fault';

/**
 * The faults of `faults.test.ts`, but each before the claims of its own topic alone: so that Stryker, which tries for each change the
 * tests that pass it, tries those that are about it and not all.
 */
jest.setTimeout(60_000);

describe.each(topics)('of the claims about %s', (topic) => {
  const having = Object.entries(labs).filter(([, definition]) =>
    claimsOf(resolveLab(definition)).some((claim) => claim.topic === topic),
  );
  test.each(having)('all are true of a lab as its definition says: %s', async (_what, definition) => {
    expect(await failingClaims(new FakeLab(resolveLab(definition)), { only: [topic], disruptive: true })).toEqual([]);
  });

  const isAbout = (id: string): boolean => id.startsWith(`${topic}.`);
  const about = faultyLabs.filter(({ fails }) => isAbout(fails));
  test.each(about)('$fails alone fails when $fault', async (faulty) => {
    const { fake, disruptive } = injectFault(faulty);
    const expected = [faulty.fails, ...(faulty.also ?? []).filter(isAbout)];
    expect((await failingClaims(fake, { only: [topic], disruptive })).sort()).toEqual(expected.sort());
  });
});
