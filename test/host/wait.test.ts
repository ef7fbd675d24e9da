import { UserError } from '../../host/user-error';
import { waitFor } from '../../host/wait';

test('gives up at the deadline, and says what was seen last and what to do', async () => {
  let looks = 0;
  const failure = await waitFor(async () => ({ observation: `${++looks} of 3 nodes` }), {
    what: '3 nodes to be Ready',
    deadline: 0.05,
    interval: 0.01,
    remedy: 'look at the consoles',
  }).catch((error: unknown) => error);
  expect(looks).toBeGreaterThan(1);
  expect(failure).toBeInstanceOf(UserError);
  expect(failure).toMatchObject({
    kind: 'lab',
    message: `gave up waiting for 3 nodes to be Ready after 0.05 s; last seen: ${looks} of 3 nodes`,
    remedy: 'look at the consoles',
  });
});

test('looks at least once, even when there is no time', async () => {
  await expect(waitFor(async () => ({ value: 1, observation: 'there' }), { what: 'it', deadline: 0 })).resolves.toBe(1);
});

test('an error of the look ends the wait', async () => {
  await expect(waitFor(() => Promise.reject(new Error('broken')), { what: 'it', deadline: 60 })).rejects.toThrow('broken');
});

test('returns what the look found, and tells each observation', async () => {
  const seen: string[] = [];
  const found = await waitFor(async () => (seen.length < 2 ? { observation: 'not yet' } : { value: 'x', observation: 'there' }), {
    what: 'it',
    deadline: 60,
    interval: 0.001,
    onObservation: (observation) => seen.push(observation),
  });
  expect([found, seen]).toEqual(['x', ['not yet', 'not yet', 'there']]);
});

test.each([false, 0, '', null])('a value of %j is one', async (value) => {
  await expect(waitFor(async () => ({ value, observation: '' }), { what: 'it', deadline: 0 })).resolves.toBe(value);
});
