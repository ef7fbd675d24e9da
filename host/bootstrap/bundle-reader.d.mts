/** What a bundle says of itself, before everything else in it. */
export interface BundleManifest {
  readonly product: string;
  readonly format: number;
  /** The project's version. */
  readonly version: string;
  /** The machines it is for, `linux_amd64`. */
  readonly platform: string;
  /** The version of Go that built its programs. */
  readonly go: string;
  /** The SHA-256 of the lock file of its npm packages. */
  readonly lock: string;
  /** Folders of the cache, with their keys. */
  readonly parts: readonly { readonly name: string; readonly folder: string }[];
  /** In the order of the archive. */
  readonly files: readonly { readonly name: string; readonly size: number; readonly sha256: string }[];
}

export declare const product: string;
export declare const format: number;
export declare const manifestName: string;
export declare const packagesName: string;
export declare const platformHere: () => string;
export declare function readBundle(
  source: string,
  options: {
    accept(manifest: BundleManifest): void | Promise<void>;
    place(name: string): string | undefined;
    last?: string;
    onBytes?(read: number, all: number): void;
  },
): Promise<BundleManifest>;
