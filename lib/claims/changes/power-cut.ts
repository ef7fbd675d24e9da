import { allPods, bootOf, type Observation } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';
import { hasMachine, nothingLeft } from './still-there';

/** A node was restarted at once. It boots by itself: there is nothing to do but to wait. */
export interface PowerCut {
  readonly kind: 'power-cut';
  readonly node: string;
  /** What the API server called the node's boot before (`status.nodeInfo.bootID`). */
  readonly boot: string;
}

/** Booting a node and its pods, on a slow hour. */
const untilUp = { deadlineSeconds: 900, intervalSeconds: 5 } as const;

/** Seconds. The restart begins one second after its command. */
const untilCut = 2;

export const powerCut: ChangeKind<PowerCut> = {
  left: ({ node }) => ({ en: `it had cut the power of ${node}`, ko: `${node}의 전원을 끊은 채` }),
  repaired: () => ({ en: 'it is back', ko: '다시 켜졌습니다' }),
  /** The API server's view of pods is stale until kubelet runs again, so it must hold several times. */
  repair: async (context, change) => {
    if (!hasMachine(context.lab, change.node)) return nothingLeft(`${change.node} is no machine of the lab`);
    const started = context.clock.now();
    await context.clock.sleep(untilCut);
    return pollUntil(context.clock, { ...untilUp, times: 4 }, () => look(context, change, started));
  },
};

async function look(context: RepairContext, { node, boot }: PowerCut, started: number): Promise<Verdict> {
  context.invalidate();
  const now = await bootOf(context, node);
  const { value, seen } = await allPods(context);
  const waiting = value.filter((pod) => pod.node === node && !pod.ready).map(({ name }) => name);
  const runs = (now !== undefined && now !== boot) || (await isStillIn(context, node, boot));
  const state = !runs ? 'has not booted yet' : waiting.length > 0 ? `waits for ${waiting.join(', ')}` : 'is back';
  const seconds = Math.round((context.clock.now() - started) / 1000);
  return verdict(seen, runs && waiting.length === 0, `${node} ${state} after ${seconds} s`);
}

/**
 * Whether the machine itself says that it never lost power: the check may have ended before the cut. The API server's answer is
 * stale while a machine is off. Both read the id from one file (random(4), boot_id).
 */
async function isStillIn(context: RepairContext, node: string, boot: string): Promise<boolean> {
  const own = await ownBoot(context, node);
  return own.exitCode === 0 && own.stdout.trim() === boot;
}

const ownBoot = (context: RepairContext, name: string): Promise<Observation> =>
  context.probe.exec({ at: 'machine', name }, ['cat', '/proc/sys/kernel/random/boot_id'], { timeoutSeconds: 20 });
