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
