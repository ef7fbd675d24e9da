import { type DefinitionFault, ValueError } from './fault';

/** Parses values and keeps the faults, so that all of them are told at once. */
export class Reader {
  readonly faults: DefinitionFault[] = [];

  /**
   * The parsed value; a value to go on with, and a fault, where it cannot be parsed.
   * @param also what else the value is made of: where that is faulty, what is wrong here may only follow from it.
   */
  read<T>(path: string, parse: () => T, goOnWith: () => T, also: readonly string[] = []): T {
    try {
      return parse();
    } catch (error) {
      if (!(error instanceof ValueError)) throw error;
      if (!also.some((other) => this.touches(other)))
        this.faults.push({ path, value: error.value, reason: error.reason, remedy: error.remedy });
      return goOnWith();
    }
  }

  /** A whole number in a range. */
  integer(path: string, value: number, [min, max]: readonly [number, number]): number {
    if (Number.isInteger(value) && value >= min && value <= max) return value;
    this.faults.push({ path, value: String(value), reason: `must be a whole number from ${min} to ${max}` });
    return Math.min(Math.max(Math.round(value) || min, min), max);
  }

  /** Drops the faults that may only follow from one found earlier. */
  independent(later: readonly DefinitionFault[]): DefinitionFault[] {
    return later.filter(({ path, also = [] }) => ![path, ...also].some((other) => this.touches(other)));
  }

  private touches(path: string): boolean {
    return this.faults.some((fault) => path === fault.path || isInside(path, fault.path) || isInside(fault.path, path));
  }
}

const isInside = (path: string, parent: string): boolean => path.startsWith(`${parent}.`) || path.startsWith(`${parent}[`);
