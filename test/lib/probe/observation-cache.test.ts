import { ObservationCache } from '../../../lib/probe/observation-cache';

describe('looks at a lab', () => {
  test('that failed are shared as well, and taken again by whoever looks again', async () => {
    const looks = new ObservationCache();
    const [one, other] = [looks.view(), looks.view()];
    let times = 0;
    const take = async () => {
      if ((times += 1) === 1) throw new Error('no answer');
      return times;
    };
    await expect(one.observe('pods', take)).rejects.toThrow('no answer');
    await expect(other.observe('pods', take)).rejects.toThrow('no answer');
    expect(times).toBe(1);
    one.invalidate();
    expect(await one.observe('pods', take)).toBe(2);
    // What another one has seen since its own last look is good for this one, too.
    other.invalidate();
    expect(await other.observe('pods', take)).toBe(3);
    expect(await one.observe('pods', take)).toBe(3);
  });

  test('are one look when two want it at the same time', async () => {
    const looks = new ObservationCache();
    let times = 0;
    const take = async () => (times += 1);
    const views = [looks.view(), looks.view(), looks.view()];
    expect(await Promise.all(views.map((view) => view.observe('nodes', take)))).toEqual([1, 1, 1]);
    expect(await views[0]!.observe('services', take)).toBe(2);
  });
});
