import { runInTime } from '../../../dev/real-test/in-time';

const part = (name: string, always?: boolean) => ({ name, always, run: () => Promise.resolve() });
const parts = [part('one'), part('two'), part('three'), part('verify', true)];

async function course(ends: number): Promise<{ ran: string[]; leftOut: string[] }> {
  const ran: string[] = [];
  const leftOut = await runInTime(parts, ends, async ({ name }) => {
    ran.push(name);
    await new Promise((resolve) => setTimeout(resolve, 100));
  });
  return { ran, leftOut };
}

test('all parts run where there is time', async () => {
  expect(await course(Infinity)).toEqual({ ran: ['one', 'two', 'three', 'verify'], leftOut: [] });
});

test('a part that has begun ends, and what has not begun then is named, but for what always runs', async () => {
  expect(await course(Date.now() + 50)).toEqual({ ran: ['one', 'verify'], leftOut: ['two', 'three'] });
  expect(await course(0)).toEqual({ ran: ['verify'], leftOut: ['one', 'two', 'three'] });
});
