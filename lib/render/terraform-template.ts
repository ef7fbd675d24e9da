/**
 * The one place where text becomes a Terraform template.
 *
 * Rendered text (cloud-init, Corefiles, shell) is full of `${` and `%{`, which Terraform would interpolate; they are
 * escaped here (https://developer.hashicorp.com/terraform/language/expressions/strings). Secrets are not known when the
 * text is rendered: their places are marked with `secret()`, and become `file()` expressions here, after the escaping.
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
  | 'ssh-host.key'
  | 'ssh-host.pub'
  | 'web.crt'
  | 'web.key'
  | 'db-password';

/** How a secret's text is put in: as it is without its final newline, or in base64. */
export type SecretEncoding = 'text' | 'base64';

/** Marks the place of a secret in rendered text. */
export const secret = (name: SecretName, encoding: SecretEncoding = 'text'): string => `((secret ${encoding} ${name}))`;

const marks = /\(\(secret (text|base64) ([a-z0-9.-]+)\)\)/g;

/** Makes text safe to stand in a Terraform string: every `${` and `%{` means itself. */
export function escapeTemplate(text: string): string {
  // Functions, because `$$` in a replacement text would mean one `$`.
  return text.replaceAll('${', () => '$${').replaceAll('%{', () => '%%{');
}

/**
 * Turns rendered text into a Terraform template.
 * @param secretsFolder a Terraform reference to the secrets folder, without `${}`: `var.secrets`
 */
export function toTerraformTemplate(text: string, secretsFolder: string): string {
  return escapeTemplate(text).replace(marks, (_mark, encoding: SecretEncoding, name: SecretName) =>
    secretExpression(name, encoding, secretsFolder),
  );
}

/** The expression that reads a secret when Terraform runs. */
export function secretExpression(name: SecretName, encoding: SecretEncoding, secretsFolder: string): string {
  const path = `"\${${secretsFolder}}/${name}"`;
  return encoding === 'base64' ? `\${filebase64(${path})}` : `\${trimspace(file(${path}))}`;
}
