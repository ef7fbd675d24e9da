/** One thing wrong with a lab definition. */
export interface DefinitionFault {
  /** Where, in the words of the definition: `cluster.podCidr`. */
  readonly path: string;
  /** The value received. */
  readonly value: string;
  /** Why it is refused, and what is allowed. */
  readonly reason: string;
  /** A value to use instead, or what to do. */
  readonly remedy?: string;
}

/** A definition that cannot be built. Carries every fault found, not only the first. */
export class DefinitionError extends Error {
  readonly faults: readonly DefinitionFault[];

  constructor(faults: readonly DefinitionFault[]) {
    super(
      [
        `the lab definition has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:`,
        ...faults.map((fault) => `  ${describeFault(fault)}`),
      ].join('\n'),
    );
    this.name = 'DefinitionError';
    this.faults = faults;
  }
}

/** `cluster.podCidr 10.0.0.1/12: has host bits set; use 10.0.0.0/12` */
export function describeFault(fault: DefinitionFault): string {
  return `${fault.path} ${fault.value}: ${fault.reason}${fault.remedy ? `; ${fault.remedy}` : ''}`;
}

/** A text that is not a value of its type. `remedy` holds the corrected value where there is one. */
export class ValueError extends Error {
  constructor(
    readonly value: string,
    readonly reason: string,
    readonly remedy?: string,
  ) {
    super(`${value}: ${reason}${remedy ? `; ${remedy}` : ''}`);
    this.name = 'ValueError';
  }
}
