import { type DefinitionFault, ValueError } from './fault';

/** Parses values and keeps the faults, so that all of them are told at once. */
export class Reader {
  readonly faults: DefinitionFault[] = [];

  read<T>(path: string, parse: () => T): T | undefined {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      this.faults.push({ path, value: error.value, reason: error.reason, remedy: error.remedy });
      return undefined;
    }
  }

  /** A whole number in a range. */
  integer(path: string, value: number, min: number, max: number): number {
    if (!Number.isInteger(value) || value < min || value > max) {
      this.faults.push({ path, value: String(value), reason: `must be a whole number from ${min} to ${max}` });
    }
    return value;
  }
}
