import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A small value kept in the lab's state folder as JSON, between runs. */
export class Remembered<T> {
  private readonly file: string;

  constructor(
    private readonly folder: string,
    name: string,
  ) {
    this.file = join(folder, `${name}.json`);
  }

  get(): T | undefined {
    return existsSync(this.file) ? (JSON.parse(readFileSync(this.file, 'utf8')) as T) : undefined;
  }

  set(value: T): T {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    writeFileSync(this.file, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 });
    return value;
  }

  forget(): void {
    rmSync(this.file, { force: true });
  }
}
