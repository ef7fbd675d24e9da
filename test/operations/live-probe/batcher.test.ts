import { Batcher } from '../../../operations/live-probe/batcher';
import { Semaphore } from '../../../operations/live-probe/semaphore';

const moment = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a batcher', () => {
  test('fails everything of a turn that fails, and goes on with the next', async () => {
    let turns = 0;
    const batcher = new Batcher<number, number>(
      new Semaphore(1),
      async (items) => {
        if ((turns += 1) === 1) throw new Error('broken');
        return items;
      },
      2,
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.ask(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  test('takes together what comes in the same moment and while it is busy, but not too much', async () => {
    const turns: number[][] = [];
    const batcher = new Batcher<number, number>(
      new Semaphore(1),
      async (items) => {
        turns.push([...items]);
        await moment();
        return items.map((item) => item * 10);
      },
      3,
    );
    const early = [1, 2].map((item) => batcher.ask(item));
    await moment();
    const late = [3, 4, 5, 6].map((item) => batcher.ask(item));
    expect(await Promise.all([...early, ...late])).toEqual([10, 20, 30, 40, 50, 60]);
    expect(turns).toEqual([[1, 2], [3, 4, 5], [6]]);
    expect(await batcher.ask(7)).toBe(70);
  });

  test('waits for a free slot, which others may hold', async () => {
    const semaphore = new Semaphore(2);
    let now = 0;
    let most = 0;
    const work = async (items: readonly number[]) => {
      most = Math.max(most, (now += 1));
      await moment();
      now -= 1;
      return items;
    };
    const places = [1, 2, 3, 4].map(() => new Batcher<number, number>(semaphore, work, 1));
    await Promise.all(places.flatMap((place) => [place.ask(1), place.ask(2)]));
    expect(most).toBe(2);
  });
});
