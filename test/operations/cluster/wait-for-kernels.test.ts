import { resettingLook, waitForKernels } from '../../../operations/cluster/wait-for-kernels';

/** Machines whose kernels boot as `booting` says at each look, ten seconds after the one before. */
function machines(booting: (seconds: number) => string[]) {
  let seconds = -10;
  const resets: string[] = [];
  const notes: string[] = [];
  const look = resettingLook(
    {
      kernelsBooting: async () => booting((seconds += 10)),
      reset: async (machine) => void resets.push(`${machine} at ${seconds} s`),
    },
    (text) => notes.push(text),
    () => seconds * 1000,
  );
  const looks = async (count: number) => {
    let last = await look();
    for (let i = 1; i < count && last.value === undefined; i += 1) last = await look();
    return last;
  };
  return { looks, resets, notes };
}

test('a kernel that reads its disk in time is left alone', async () => {
  const { looks, resets } = machines((seconds) => (seconds < 170 ? ['control-plane'] : []));
  expect(await looks(30)).toEqual({ value: true, observation: 'every machine has read its root file system' });
  expect(resets).toEqual([]);
});

test('one that hangs is booted again, which is said, and has the whole time again', async () => {
  const { looks, resets, notes } = machines((seconds) => (seconds < 350 ? ['control-plane'] : []));
  expect(await looks(60)).toMatchObject({ value: true });
  expect(resets).toEqual(['control-plane at 180 s']);
  expect(notes).toEqual(['control-plane: its kernel has not come to its disk in 180 s and is booted again']);
});

test('each machine has a time of its own', async () => {
  const { looks, resets } = machines((seconds) => [
    ...(seconds < 200 ? ['control-plane'] : []),
    ...(seconds >= 100 && seconds < 290 ? ['worker-1'] : []),
  ]);
  await looks(60);
  expect(resets).toEqual(['control-plane at 180 s', 'worker-1 at 280 s']);
});

test('what is seen names the machines that boot', async () => {
  const { looks } = machines(() => ['control-plane', 'worker-1']);
  expect(await looks(1)).toEqual({ observation: 'kernels that boot: control-plane, worker-1' });
});

test('one that hangs in every boot ends the waiting, by name', async () => {
  const { looks, resets } = machines(() => ['worker-2']);
  await expect(looks(100)).rejects.toMatchObject({
    kind: 'environment',
    message: 'the kernel of worker-2 hung in 4 boots, before it read its root file system',
  });
  expect(resets).toHaveLength(3);
});

test('a lab whose machines run already is not waited for', async () => {
  const seen: string[] = [];
  const running = { kernelsBooting: async () => [], reset: async () => undefined };
  await waitForKernels(running, { note: () => undefined }, (text) => seen.push(text));
  expect(seen).toEqual(['every machine has read its root file system']);
});
