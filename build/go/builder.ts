import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { environmentError } from '../../host/user-error';
import { cacheDir } from '../../host/paths';
import { readJson, writeJson } from '../../host/state-file';

/** The Go that builds a program: its version and what it builds for, `go1.26.8` and `linux_amd64`. Both are part of every key. */
export interface Builder {
  readonly go: string;
  readonly platform: string;
}

/** What a program is made of, without the Go that makes it. */
type Sources = Readonly<Record<string, string>>;

/** Builders by the hash of the sources of what they built. */
type Builders = Readonly<Record<string, Builder>>;

/**
 * Programs that a bundle brought were built by another machine's Go. This file says by which, so that they are found under their keys
 * where there is no Go, or another one.
 */
const recordFile = (cache: string): string => join(cache, 'built-elsewhere.json');

const readRecord = (cache: string): Builders =>
  readJson<Builders>(recordFile(cache), (value) => typeof value === 'object' && value !== null) ?? {};

const sourcesHash = (sources: Sources): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(sources).sort()))
    .digest('hex');

/** A builder that is taken for every program's, and the programs that it was asked about. */
const assumed = new AsyncLocalStorage<{
  readonly builder: Builder;
  readonly unlessKnown: boolean;
  readonly asked: Set<string>;
}>();

/** Whether `asBuiltBy` decides here: what was asked before under other keys is no answer. */
export const isAssumed = (): boolean => assumed.getStore() !== undefined;

/**
 * Does `work`, such as finding keys, as if the builder had built every program. Returns the hashes of the programs it was about, too.
 * @param options.unlessKnown whether programs that a bundle brought keep their own builder. Default: no
 */
export async function asBuiltBy<T>(
  builder: Builder,
  work: () => Promise<T>,
  { unlessKnown = false } = {},
): Promise<{ result: T; programs: readonly string[] }> {
  const asked = new Set<string>();
  return { result: await assumed.run({ builder, unlessKnown, asked }, work), programs: [...asked] };
}

/** Who built the program of these sources, where that was not this machine's Go. */
export function builderElsewhere(sources: Sources): Builder | undefined {
  const hash = sourcesHash(sources);
  const store = assumed.getStore();
  store?.asked.add(hash);
  if (store && !store.unlessKnown) return store.builder;
  return readRecord(cacheDir())[hash] ?? store?.builder;
}

/** Remembers who built the programs that were brought into a cache. */
export function rememberBuilder(cache: string, builder: Builder, programs: readonly string[]): void {
  const added = Object.fromEntries(programs.map((hash) => [hash, builder]));
  writeJson(recordFile(cache), { ...readRecord(cache), ...added }, 0o644);
}

/**
 * A program that was brought and is gone would be built again under the key of another Go.
 * @throws an environment fault where this machine's Go is not the one that the key names
 */
export function requireSameBuilder(program: string, elsewhere: Builder | undefined, here: Builder): void {
  if (!elsewhere || (elsewhere.go === here.go && elsewhere.platform === here.platform)) return;
  const words = ({ go, platform }: Builder) => `${go} for ${platform}`;
  throw environmentError(
    `${program} has to be built: a bundle brought it, made by ${words(elsewhere)}, and it is gone; this machine has ${words(here)}`,
    { remedy: `load the bundle again, or remove ${recordFile(cacheDir())} to build everything here` },
  );
}
