import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { readJson, writeJson } from '../../host/state-file';

/** A small value kept in the lab's state folder as JSON, between runs. */
export class Remembered<T> {
  private readonly file: string;

  constructor(folder: string, name: string) {
    this.file = join(folder, `${name}.json`);
  }

  /** @throws a lab fault that names a damaged file. */
  get(): T | undefined {
    return readJson<T>(this.file);
  }

  set(value: T): T {
    writeJson(this.file, value);
    return value;
  }

  forget(): void {
    rmSync(this.file, { force: true });
  }
}
