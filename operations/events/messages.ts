import type { Code } from './event';

/** What is known of one kind of event. */
export interface Message {
  /** When it is sent. */
  readonly when: string;
  /** Its fields besides `code`, each with its meaning. */
  readonly fields: Readonly<Record<string, string>>;
}

const step = '`id`, `title`, and where they apply `parent` (an `id`), `name`, `index` (from 1), `of`';
const operation = 'the name of the command: `up`';
const lab = 'the name of the lab';
const milliseconds = 'what the step took';

/** Every code that an operation may send. A code keeps its meaning; new ones may come, and new fields. */
export const messages: Readonly<Record<Code, Message>> = {
  'operation.started': { when: 'an operation begins', fields: { operation, lab } },
  'operation.steps': {
    when: 'an operation knows its steps, before the first of them',
    fields: { steps: 'all of them in order, those that may be left out too: `name`, `title`' },
  },
  'operation.ended': {
    when: 'an operation has come to its end',
    fields: {
      operation,
      lab,
      result: 'what it found or made; its form is that of the command’s `--output json`, where there is one',
    },
  },
  'operation.failed': {
    when: 'an operation fails or is stopped',
    fields: {
      operation,
      lab,
      error: '`kind` (who has to act: `lab`, `usage`, `environment`, `program`), `message`, and `remedy` where there is one',
    },
  },
  'step.started': { when: 'a step begins', fields: { step } },
  'step.detail': { when: 'a running step says what it does', fields: { step, text: 'one line' } },
  'step.ended': { when: 'a step has come to its end', fields: { step, milliseconds } },
  'step.failed': { when: 'a step fails; the error follows with the operation', fields: { step, milliseconds } },
  note: { when: 'there is a fact that belongs to no step', fields: { text: 'a sentence' } },
  warning: { when: 'something may be wrong, and the operation goes on', fields: { text: 'a sentence' } },
  'claim.decided': {
    when: 'a claim is found true or false, for good',
    fields: {
      claim: 'its id',
      ok: 'whether it is true',
      evidence: 'what was seen',
      command: 'the last command, to paste',
      lookAt: 'what to look at when it is not true',
      milliseconds: 'from its first look to its last',
      looks: 'how many looks were taken; `failedLooks`, how many of them failed',
      notAsked: 'why it cannot be judged where the lab runs; absent where it was looked at',
      finished: 'how many claims are decided, of `total`',
    },
  },
  'claim.doubted': {
    when: 'a claim had no answer in time beside all others; it is looked at once more, alone',
    fields: { claim: 'its id', evidence: 'what was seen', command: 'the last command, to paste' },
  },
  text: { when: 'an operation speaks to a person, in both languages', fields: { text: 'one or more lines' } },
};

/** The registry as chapters of docs/messages.md. */
export const messageChapters = (): string =>
  Object.entries(messages)
    .map(([code, { when, fields }]) => {
      const described = Object.entries(fields).map(([name, meaning]) => `- \`${name}\`: ${meaning}`);
      return `## \`${code}\`\n\nSent when ${when}.\n\n${described.join('\n')}`;
    })
    .join('\n\n');
