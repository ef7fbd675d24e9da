import { Semaphore } from '../../../operations/live-probe/semaphore';

/** Works that run until they are ended, and how many of them run. */
function works(semaphore: Semaphore) {
  const running: ((error?: Error) => void)[] = [];
  const start = () =>
    semaphore.use(() => new Promise<void>((resolve, reject) => running.push((error) => (error ? reject(error) : resolve()))));
  return { running, start };
}

test('no more works run than it lets, and one that ends, well or not, makes way for the next', async () => {
  const { running, start } = works(new Semaphore(2));
  const all = [start(), start(), start(), start()];
  await Promise.resolve();
  expect(running).toHaveLength(2);
  running[0]!();
  await all[0];
  await Promise.resolve();
  expect(running).toHaveLength(3);
  running[1]!(new Error('no'));
  await expect(all[1]).rejects.toThrow('no');
  await Promise.resolve();
  expect(running).toHaveLength(4);
  for (const end of running.slice(2)) end();
  await Promise.all(all.slice(2));
});

test('an urgent work waits, too, but goes before those that came earlier', async () => {
  const semaphore = new Semaphore(1);
  const order: string[] = [];
  const work = (name: string, urgent = false) => semaphore.use(async () => void order.push(name), { urgent });
  const first = semaphore.use(() => new Promise<void>((resolve) => setTimeout(resolve, 20)));
  await Promise.all([first, work('early'), work('later'), work('urgent', true), work('as urgent', true)]);
  expect(order).toEqual(['urgent', 'as urgent', 'early', 'later']);
});
