import { note } from './lines';
import type { Lane } from './scene';
import { type Say, words } from './figure-words';

/** What the signs of the picture mean. */
export const key = (say: Say): Lane => ({
  id: 'key',
  kind: 'key',
  lines: [],
  boxes: [
    {
      id: 'key.signs',
      kind: 'row',
      aspect: 7,
      lines: [],
      boxes: [
        { id: 'key.request', kind: 'key-request', lines: [note(say(words.request))] },
        { id: 'key.question', kind: 'key-question', lines: [note(say(words.question))] },
        { id: 'key.name', kind: 'key-name', lines: [note(say(words.nameLeads))] },
        { id: 'key.pod', kind: 'key-pod', lines: [note(say(words.placed))] },
      ],
    },
  ],
});
