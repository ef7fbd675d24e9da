import { stringify } from 'yaml';

/** YAML in block style with lines of any length, one document per value. */
export function toYaml(...documents: unknown[]): string {
  return documents.map((document) => stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })).join('---\n');
}
