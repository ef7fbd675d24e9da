import { Option } from 'commander';
import { usageError } from '../host/user-error';

/** The form of every command whose progress programs can follow. */
export const eventsForm = 'events';

/** `--output`, with the names of the forms. */
export const outputOption = (names: readonly string[], help: string = names.join(', ').replace(/, ([^,]*)$/, ' or $1')): Option =>
  new Option('-o, --output <form>', help).default(names[0]);

/**
 * The form that `--output` names. With `events` results are told as events, and nothing is printed.
 * @throws a usage fault for a name that is none
 */
export function formOf<Result>(
  forms: Readonly<Record<string, (result: Result) => string>>,
  name: string,
  { events = false }: { readonly events?: boolean } = {},
): (result: Result) => string | undefined {
  if (events && name === eventsForm) return () => undefined;
  const form = Object.hasOwn(forms, name) ? forms[name] : undefined;
  if (form) return form;
  const names = [...Object.keys(forms), ...(events ? [eventsForm] : [])];
  throw usageError(`--output ${name}: there is no such form`, { remedy: `use ${names.join(', ')}` });
}

/** A result for programs. */
export const json = (value: unknown): string => JSON.stringify(value, null, 2);
