import { existsSync, readFileSync } from 'node:fs';

/** What a Linux system says of itself (os-release(5)): `{ id: 'debian', version: 13 }`. */
export interface OsRelease {
  /** `linux` where it does not say. */
  readonly id: string;
  /** The first number of VERSION_ID; NaN where it has none. */
  readonly version: number;
}

/** Reads this machine's, or the text of another. A machine without the file is none that the lab knows. */
export function osRelease(text: string = existsSync(file) ? readFileSync(file, 'utf8') : ''): OsRelease {
  const value = (key: string) => new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1];
  return { id: value('ID') ?? 'linux', version: parseInt(value('VERSION_ID') ?? '', 10) };
}

const file = '/etc/os-release';
