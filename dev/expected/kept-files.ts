import type { Files } from './expected-files';

/**
 * Which files of an example are kept: those that show what the example is about. The default lab, and an example that is not named
 * here, keeps all; the rest of the others would be the default's lines once more.
 */
export const telling: Readonly<Record<string, readonly RegExp[]>> = {
  'one-worker': [/\/control-plane\/.*\.network$/, /\/bind\/db\./],
  'services-only': [/\/bind\/db\./, /\/IPAddressPool/],
  'small-workers': [/\.network$/, /\/bind\//, /\/kubeadm\.yaml$/, /\.conflist$/, /\/masquerade\.rules$/, /^manifests\//],
  'two-addresses': [/\/bind\/db\./, /\/IPAddressPool/, /^services\.tf\.json$/],
};

/** The files of an example that lie in its folder of expected output. */
export function keptFiles(example: string, files: Files): Files {
  const kept = telling[example];
  return kept ? Object.fromEntries(Object.entries(files).filter(([path]) => kept.some((one) => one.test(path)))) : files;
}
