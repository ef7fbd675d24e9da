/**
 * The one place where text becomes a Terraform template.
 *
 * Rendered text (user data, Corefiles, shell) is full of `${` and `%{`, which Terraform would interpolate; they are
 * escaped here (https://developer.hashicorp.com/terraform/language/expressions/strings). Secrets are not known when the
 * text is rendered: their places are marked with `secret()`, and become `file()` expressions here, after the escaping.
 * Each is `sensitive()`, so that neither a plan on the screen nor a log holds its value.
 */

/** Files of the lab's secrets folder that machines or providers need. */
export type SecretName =
  | 'ca.crt'
  | 'ca.key'
  | 'ca-cert-hash'
  | 'admin.crt'
  | 'admin.key'
  | 'bootstrap-token'
  | 'ssh.pub'
  | HostKeyName
  | 'web.crt'
  | 'web.key'
  | 'db-password';

/** The two halves of a machine's SSH host key, by the machine's name. */
export type HostKeyName = `ssh-host-${string}.${'key' | 'pub'}`;

/** A machine's name is a DNS label, so it is a safe part of a file's name. */
export const hostKeyName = <Half extends 'key' | 'pub'>(machine: string, half: Half) => `ssh-host-${machine}.${half}` as const;

/** How a secret's text is put in: as it is without its final newline, or in base64. */
export type SecretEncoding = 'text' | 'base64';

/** Marks the place of a secret in rendered text. */
export const secret = (name: SecretName, encoding: SecretEncoding = 'text'): string => `((secret ${encoding} ${name}))`;

const marks = /\(\(secret (text|base64) ([a-z0-9.-]+)\)\)/g;
/** How every mark begins, readable or not. */
const markBegins = '((secret ';

/** Makes text safe to stand in a Terraform string: every `${` and `%{` means itself. */
export function escapeTemplate(text: string): string {
  // Functions, because `$$` in a replacement text would mean one `$`.
  return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}

/**
 * Turns rendered text into a Terraform template, where no secret may be put in.
 * @throws when there is the mark of one: it would be taken for text
 */
export function toPlainTemplate(text: string): string {
  if (text.includes(markBegins)) throw new Error('a secret is marked in a text that no secret may be put into');
  return escapeTemplate(text);
}

/**
 * Turns rendered text into a Terraform template.
 * @param secretsFolder a Terraform reference to the secrets folder, without `${}`: `var.secrets`
 * @throws when a mark cannot be read: it would be taken for text
 */
export function toTerraformTemplate(text: string, secretsFolder: string): string {
  const template = escapeTemplate(text).replace(marks, (_mark, encoding: SecretEncoding, name: SecretName) =>
    secretExpression(name, encoding, secretsFolder),
  );
  if (template.includes(markBegins)) throw new Error('the mark of a secret cannot be read');
  return template;
}

/** The expression that reads a secret when Terraform runs. */
export function secretExpression(name: SecretName, encoding: SecretEncoding, secretsFolder: string): string {
  if (secretsFolder === '') throw new Error(`the folder of the secret ${name} is not named`);
  const path = `"\${${secretsFolder}}/${name}"`;
  return `\${sensitive(${encoding === 'base64' ? `filebase64(${path})` : `trimspace(file(${path}))`})}`;
}
