import { Pool } from '../../../lib/verify/pool';

/** Works that end when they are told to, and what has begun. */
function works() {
  const begun: string[] = [];
  const ends = new Map<string, { resolve(): void; reject(error: Error): void }>();
  const work = (name: string) => () => {
    begun.push(name);
    return new Promise<void>((resolve, reject) => ends.set(name, { resolve, reject }));
  };
  const end = async (name: string, error?: Error) => {
    if (error) ends.get(name)!.reject(error);
    else ends.get(name)!.resolve();
    await new Promise((resolve) => setImmediate(resolve));
  };
  return { begun, work, end };
}

test('no more works run than it is wide, in the order in which they came', async () => {
  const { begun, work, end } = works();
  const pool = new Pool(2);
  for (const name of ['one', 'two', 'three']) pool.add(work(name));
  expect(begun).toEqual(['one', 'two']);
  await end('two');
  expect(begun).toEqual(['one', 'two', 'three']);
});

test('it ends when nothing runs any more, and takes works meanwhile', async () => {
  const { work, end } = works();
  const pool = new Pool(5);
  pool.add(work('one'));
  let isOver = false;
  const over = pool.end().then(() => (isOver = true));
  pool.add(work('two'));
  await end('one');
  expect(isOver).toBe(false);
  await end('two');
  await over;
  await new Pool(1).end();
});

test('after an error nothing more begins, and what runs is waited for', async () => {
  const { begun, work, end } = works();
  const pool = new Pool(2);
  for (const name of ['one', 'two', 'three']) pool.add(work(name));
  let ended: unknown;
  const over = pool.end().catch((error: unknown) => (ended = error));
  await end('one', new Error('the program kubectl was not found'));
  pool.add(work('four'));
  expect([begun, ended]).toEqual([['one', 'two'], undefined]);
  await end('two');
  await over;
  expect(ended).toMatchObject({ message: 'the program kubectl was not found' });
});
