/** Text for a person: why nothing can be traced so, and what can. */
export class TargetError extends Error {
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'TargetError';
  }
}
