/** Attributes with text of the user's, in which a word that looks like a name of the lab's is none. */
const asWritten = ['user_data', 'meta_data', 'network_config'];

/**
 * A Terraform state (JSON, https://developer.hashicorp.com/terraform/language/state) in which the objects of one lab have become those of
 * another, whose machines were made from saved ones.
 */
export function renamedState(state: string, rename: (text: string) => string): string {
  const changed: unknown = JSON.parse(state, (key, value: unknown) =>
    typeof value === 'string' && !asWritten.includes(key) ? rename(value) : value,
  );
  return `${JSON.stringify(changed, null, 2)}\n`;
}
