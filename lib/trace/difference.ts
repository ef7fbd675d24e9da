import type { Text } from '../path';

/** Something that went another way than predicted, or is predicted to end another way than the lesson says, and where to look. */
export interface Difference {
  readonly kind:
    'expectation' | 'unseen' | 'stopped' | 'place' | 'interface' | 'packet' | 'rule' | 'untraced' | 'reply' | 'answer';
  /** The place's name. */
  readonly place: string;
  readonly text: Text;
  /** A command that shows it. */
  readonly lookAt: string;
}
