import { join } from 'node:path';
import { readJson, writeJson } from '../../host/state-file';
import type { Hardware } from '../../hypervisor';

/** What a saved state of a lab depends on. It fits a lab where all of it is the same. */
export interface Fit {
  /** The lab's identity: its random UUID. */
  readonly lab: string;
  readonly hardware: Hardware;
  /** SHA-256 of the definition the lab was built from, defaults filled in. */
  readonly definition: string;
  /** SHA-256 of each machine's seed disk, by the machine's name. It holds the machine's keys and the lab's authority. */
  readonly seeds: Readonly<Record<string, string>>;
  /** The image below the machines' disks: its size in bytes and when it was written, in milliseconds since 1970. */
  readonly image: { readonly bytes: number; readonly modified: number };
}

/** What is written down of a checkpoint. */
export interface CheckpointManifest {
  /** Of this form. A later one is another checkpoint's, of a later version of this program. */
  readonly format: 1;
  readonly name: string;
  /** When the machines were paused for it, ISO 8601, by this machine's clock. */
  readonly takenAt: string;
  /** How long they were paused. */
  readonly pausedMilliseconds: number;
  /** Exercises that were broken at that moment. */
  readonly broken: readonly string[];
  readonly fit: Fit;
}

const file = (folder: string): string => join(folder, 'checkpoint.json');

export const writeManifest = (folder: string, manifest: CheckpointManifest): void => writeJson(file(folder), manifest);

/** Undefined where there is none. @throws a lab fault that names a damaged or a later file */
export const readManifest = (folder: string): CheckpointManifest | undefined =>
  readJson<CheckpointManifest>(file(folder), (value) => (value as CheckpointManifest | null)?.format === 1);
