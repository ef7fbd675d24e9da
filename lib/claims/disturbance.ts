import type { Claim } from '../verify';

/** Whether a claim is about one of these: its id has the name between dots. */
export const isAbout =
  (names: readonly string[]) =>
  ({ id }: Pick<Claim, 'id'>): boolean =>
    id.split('.').some((part) => names.includes(part));

const ruled: readonly string[] = ['cluster-ip', 'node-port', 'load-balancer', 'reach'];

/**
 * Whether a claim rests on kube-proxy's rules. After any change of a Service or of pods behind one, kube-proxy writes all its rules anew,
 * which would hide that some were lost.
 */
export const restsOnRules = ({ topic }: Pick<Claim, 'topic'>): boolean => ruled.includes(topic);

/** What is unsettled while pods of a StatefulSet in the namespace `default` are made anew. */
export const unsettledWith = (statefulSet: string): readonly string[] => [
  `Pod default/${statefulSet}-`,
  `StatefulSet default/${statefulSet} `,
];
