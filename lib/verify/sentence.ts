/** A sentence of the lesson, by language. */
export interface Sentence {
  readonly en: string;
  readonly ko: string;
}

/** The languages sentences are written in. */
export type Language = keyof Sentence;
