import { Batcher } from '../../../operations/live-probe/batcher';
import { Semaphore } from '../../../operations/live-probe/semaphore';

const moment = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a batcher', () => {
  test('fails everything of a turn that fails, and goes on with the next', async () => {
    let turns = 0;
    const batcher = new Batcher<number, number>(
      new Semaphore(1),
      async (items, deliver) => {
        if ((turns += 1) === 1) throw new Error('broken');
        items.forEach((item, index) => deliver(index, item));
      },
      { most: 2 },
    );
    const results = await Promise.allSettled([1, 2, 3].map((item) => batcher.ask(item)));
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
  });

  test('hands over each result as soon as it is there, and fails only those that have none', async () => {
    const batcher = new Batcher<number, string>(
      new Semaphore(1),
      async (items, deliver) => {
        deliver(1, `early ${items[1]}`);
        await moment();
        throw new Error('broken');
      },
      { most: 2 },
    );
    const results = await Promise.allSettled([batcher.ask(1), batcher.ask(2)]);
    expect(results).toEqual([
      { status: 'rejected', reason: new Error('broken') },
      { status: 'fulfilled', value: 'early 2' },
    ]);
  });

  test('fails what a batch ends without', async () => {
    const batcher = new Batcher<number, number>(new Semaphore(1), async () => undefined, { most: 2 });
    await expect(batcher.ask(1)).rejects.toThrow('without a result');
  });

  test('takes together what comes in the same moment and while it is busy, but not too much', async () => {
    const turns: number[][] = [];
    const batcher = new Batcher<number, number>(
      new Semaphore(1),
      async (items, deliver) => {
        turns.push([...items]);
        await moment();
        items.forEach((item, index) => deliver(index, item * 10));
      },
      { most: 3 },
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
    const work = async (items: readonly number[], deliver: (index: number, item: number) => void) => {
      most = Math.max(most, (now += 1));
      await moment();
      now -= 1;
      items.forEach((item, index) => deliver(index, item));
    };
    const places = [1, 2, 3, 4].map(() => new Batcher<number, number>(semaphore, work, { most: 1 }));
    await Promise.all(places.flatMap((place) => [place.ask(1), place.ask(2)]));
    expect(most).toBe(2);
  });
});
