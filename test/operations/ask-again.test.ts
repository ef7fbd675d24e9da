import { InconclusiveError } from '../../lib/probe';
import { askAgain } from '../../operations/ask-again';

const unclear = new InconclusiveError(
  { exitCode: 1, stdout: '', stderr: '', command: 'conntrack -E', milliseconds: 5 },
  'events were lost',
);

/** Answers one after another; an error is thrown. */
function answering(...answers: unknown[]) {
  const notes: string[] = [];
  const ask = jest.fn(async () => {
    const answer = answers.shift();
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return { ask, notes, asked: askAgain(ask, (text) => notes.push(text)) };
}

test('what is answered at once is asked once', async () => {
  const { ask, notes, asked } = answering('a way');
  await expect(asked).resolves.toBe('a way');
  expect(ask).toHaveBeenCalledTimes(1);
  expect(notes).toEqual([]);
});

test('what could not be seen is asked once more, and that is said', async () => {
  const { ask, notes, asked } = answering(unclear, 'a way');
  await expect(asked).resolves.toBe('a way');
  expect(ask).toHaveBeenCalledTimes(2);
  expect(notes).toEqual(['events were lost; it is asked once more']);
});

test('what cannot be seen twice is an error', async () => {
  const { asked } = answering(unclear, unclear, 'a way');
  await expect(asked).rejects.toBe(unclear);
});

test('an error of another kind is no reason to ask again', async () => {
  const { ask, asked } = answering(new Error('no such Service'));
  await expect(asked).rejects.toThrow('no such Service');
  expect(ask).toHaveBeenCalledTimes(1);
});
