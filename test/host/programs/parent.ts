import { listenForInterruption, stoppable, uninterrupted } from '../../../host/interruption';
import { run } from '../../../host/run';

// A program with a child: `parent.ts KIND`. The child writes its process id to standard output and ignores nothing.
const kind = process.argv[2];
const signal = listenForInterruption();
const sleeper = ['-c', 'echo "child $$"; exec sleep 60'];
const onLine = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  if (kind === 'repairing') {
    await run('sh', sleeper, { onLine }).catch(() => undefined);
    await uninterrupted(() => run('sh', ['-c', 'sleep 1; echo repaired'], { onLine }), 30);
    return;
  }
  if (kind === 'stubborn') await run('sh', ['-c', 'trap "" TERM INT; echo "child $$"; while :; do sleep 1; done'], { onLine });
  await run('sh', sleeper, { onLine });
}

stoppable(signal, main).then(
  () => process.exit(0),
  () => process.exit(130),
);
