import type { Text } from '../path';

/** Something that went another way than predicted, and where to look. */
export interface Difference {
  readonly kind: 'unseen' | 'stopped' | 'place' | 'interface' | 'packet' | 'rule' | 'answer';
  /** The place's name. */
  readonly place: string;
  readonly text: Text;
  /** A command that shows it. */
  readonly lookAt: string;
}
