import { describeObservation, describeVantagePoint, endWatch, type VantagePoint } from '../../probe';
import { type ChangeKind, pollUntil, type RepairContext, verdict, type Verdict } from '../../verify';
import { hasMachine, nothingLeft } from './still-there';

/** Packets are watched at places of the lab, and nodes trace iptables' rules for some. */
export interface RulesTraced {
  readonly kind: 'rules-traced';
  /** The name of the watch. */
  readonly watch: string;
  readonly places: readonly VantagePoint[];
}

/** A login to a machine on a slow hour. */
const untilEnded = { deadlineSeconds: 60, intervalSeconds: 2 } as const;

const names = ({ places }: RulesTraced): string => places.map(describeVantagePoint).join(', ');

export const rulesTraced: ChangeKind<RulesTraced> = {
  left: (change) => ({ en: `it watched packets at ${names(change)}`, ko: `${names(change)}에서 패킷을 보던 채` }),
  repaired: () => ({ en: 'nothing watches any more', ko: '더는 보지 않습니다' }),
  repair: (context, change) =>
    pollUntil(context.clock, untilEnded, async () => {
      const ended = await Promise.all(change.places.map((place) => endAt(context, change, place)));
      return ended.find(({ ok }) => !ok) ?? ended[0] ?? nothingLeft('nothing was watched');
    }),
};

async function endAt(context: RepairContext, { watch }: RulesTraced, at: VantagePoint): Promise<Verdict> {
  if (at.at === 'machine' && !hasMachine(context.lab, at.name)) return nothingLeft(`${at.name} is no machine of the lab`);
  const seen = await endWatch(context.probe, { id: watch, at });
  const place = describeVantagePoint(at);
  return verdict(
    seen,
    seen.exitCode === 0,
    `the watch at ${place} ${seen.exitCode === 0 ? 'has ended' : describeObservation(seen)}`,
  );
}
