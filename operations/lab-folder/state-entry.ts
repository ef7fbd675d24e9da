import { rmSync } from 'node:fs';
import { readJson, writeJson } from '../../host/state-file';

/** A small value kept in a file of the lab's folder as JSON, between runs. */
export class StateEntry<T> {
  /** @param file one of `labFiles` */
  constructor(private readonly file: string) {}

  /** @throws a lab fault that names a damaged file. */
  get(): T | undefined {
    return readJson<T>(this.file);
  }

  set(value: T): T {
    writeJson(this.file, value);
    return value;
  }

  remove(): void {
    rmSync(this.file, { force: true });
  }
}
