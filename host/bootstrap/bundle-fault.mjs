// Why a bundle is not taken. It is told by programs with npm packages and without.

/** What is wrong with a bundle or the way to it, and what to do. `kind` is that of host/user-error.ts. */
export class BundleFault extends Error {
  constructor(message, { kind = 'usage', remedy, cause } = {}) {
    super(message, { cause });
    this.name = 'BundleFault';
    this.kind = kind;
    this.remedy = remedy;
  }
}

export const damaged = (what, cause) =>
  new BundleFault(`the bundle is damaged: ${what}`, {
    remedy: 'copy or download it again; where it stays so, have it made again with ./lab bundle FILE',
    cause,
  });

export const foreign = (what) =>
  new BundleFault(`this is no bundle for this lab and this machine: ${what}`, {
    remedy: 'name a file that ./lab bundle FILE has written on a machine of the same kind',
  });

export const outdated = (what) =>
  new BundleFault(`the bundle is outdated: ${what}`, {
    remedy: 'check out the version that the bundle was made from, or have one made from this version with ./lab bundle FILE',
  });
