import { Testing, TerraformStack } from 'cdktf';

/** A stack's synthesized JSON, as far as tests look at it. */
export interface Synthesized {
  readonly provider: Record<string, Record<string, unknown>[]>;
  // Resources have the shape their provider gives them.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly resource: Record<string, Record<string, any>>;
  readonly output: Record<string, { value: unknown; description?: string }>;
  // Data sources, too.
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly data?: Record<string, Record<string, any>>;
  readonly variable: Record<string, { type: string; default: string; description: string }>;
  readonly terraform: {
    required_providers: Record<string, { source: string; version: string }>;
    backend: { local: { path: string } };
  };
}

/** Synthesizes what `build` adds to an empty stack. Not checked as a whole: most constructs leave the provider to their stack. */
export function synthesize(build: (stack: TerraformStack) => void): Synthesized {
  const stack = new TerraformStack(Testing.app(), 'stack');
  build(stack);
  return JSON.parse(Testing.synth(stack));
}

/** The resources of one type, in the order of their ids, without cdktf's own notes. */
export function resources({ resource }: Synthesized, type: string): Synthesized['resource'][string][] {
  return Object.values(resource[type] ?? {}).map((made) =>
    Object.fromEntries(Object.entries(made).filter(([key]) => key !== '//')),
  );
}

/** The only resource of a type. */
export function only(synthesized: Synthesized, type: string) {
  const found = resources(synthesized, type);
  if (found.length !== 1) throw new Error(`there are ${found.length} resources of type ${type}`);
  return found[0]!;
}

/** The terraform address of the only resource of a type. */
export function addressOf({ resource }: Synthesized, type: string, id = ''): string {
  const names = Object.keys(resource[type] ?? {}).filter((name) => name.startsWith(id));
  if (names.length !== 1) throw new Error(`${type} ${id}: ${names.join(', ')}`);
  return `${type}.${names[0]}`;
}
