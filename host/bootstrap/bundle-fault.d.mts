import type { ErrorKind } from '../user-error';

export declare class BundleFault extends Error {
  readonly kind: ErrorKind;
  readonly remedy?: string;
}

export declare const damaged: (what: string) => BundleFault;
export declare const outdated: (what: string) => BundleFault;
