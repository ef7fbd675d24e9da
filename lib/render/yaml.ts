import { stringify } from 'yaml';

/**
 * YAML in block style with lines of any length, one document per value. Kubernetes reads version 1.1. There `on` is
 * the value true, and the MAC address 52:54:00:10:20:30 is a number to the base of 60.
 */
export function toYaml(...documents: unknown[]): string {
  const options = { lineWidth: 0, aliasDuplicateObjects: false, compat: 'yaml-1.1' } as const;
  return documents.map((document) => stringify(document, options)).join('---\n');
}
