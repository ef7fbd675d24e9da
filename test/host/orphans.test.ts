import { spawn } from 'node:child_process';
import { changeMark, endOrphans, orphansOf } from '../../host/orphans';
import { waitFor } from '../../host/wait';

const mark = `/nonexistent/.lab/orphans-${process.pid}`;

/** Starts a program whose parent ends at once. */
async function orphan(script: string): Promise<void> {
  const parent = spawn('sh', ['-c', `sh -c '${script}' >/dev/null 2>&1 &`], {
    env: { ...process.env, [changeMark]: mark },
    stdio: 'ignore',
  });
  await new Promise((resolve) => parent.on('exit', resolve));
  await waitFor(
    async () => {
      const list = orphansOf(mark);
      return { value: list.length > 0 ? list : undefined, observation: 'none' };
    },
    { what: 'the orphan', deadline: 10, interval: 0.02 },
  );
}

test('what a killed command left is waited for, and told', async () => {
  await orphan('sleep 1');
  const told: string[] = [];
  await endOrphans(mark, (text) => told.push(text));
  expect(orphansOf(mark)).toEqual([]);
  expect(told[0]).toContain('sleep 1');
});

test('a lab’s mark is another lab’s no more than a stranger’s', async () => {
  await orphan('exec sleep 60');
  expect(orphansOf(`${mark}-other`)).toEqual([]);
  for (const { pid } of orphansOf(mark)) process.kill(pid);
  await endOrphans(mark, () => undefined);
});

test('what this program has started itself is no orphan', async () => {
  const own = spawn('sleep', ['5'], { env: { ...process.env, [changeMark]: mark } });
  await new Promise((resolve) => own.once('spawn', resolve));
  expect(orphansOf(mark)).toEqual([]);
  own.kill();
});
