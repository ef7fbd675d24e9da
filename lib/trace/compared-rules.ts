import type { Hop, Rule } from '../path';
import type { CapturedHop } from './captured-hops';
import type { TracedRule } from './rule-trace';

/** The rules that took part at a hop: those of nat, and what ends a packet in the filter table. */
export interface ComparedRules {
  readonly predicted: readonly string[];
  /** Undefined where rules were not traced, or no packet was. */
  readonly captured?: readonly string[];
}

/** `nat KUBE-SERVICES → KUBE-SVC-…`. */
export const describeRule = ({ table, chain, target }: Rule | TracedRule): string => `${table} ${chain} → ${target}`;

/**
 * What is told of a packet's rules. Those that let a packet go on say nothing of its way, and differ with every program on a node. Linux 6.1
 * tells of a RETURN as of a chain's end.
 */
const matters = ({ table, target }: Rule | TracedRule): boolean =>
  target !== 'RETURN' && (table === 'nat' || (table === 'filter' && (target === 'DROP' || target === 'REJECT')));

export function comparedRules(predicted: Hop, captured: CapturedHop): ComparedRules {
  const expected = predicted.steps.flatMap(({ rule }) => (rule && matters(rule) ? [describeRule(rule)] : []));
  if (!captured.rules || captured.rules.length === 0) return { predicted: expected };
  const all = captured.rules.flatMap(({ rules }) => rules);
  // A server that asks from the same port again has a connection that is known, and no rule of nat is asked.
  if (predicted.before.protocol === 'udp' && !all.some(({ table }) => table === 'nat')) return { predicted: expected };
  const met = all.filter((rule) => isRule(rule) && matters(rule));
  return { predicted: expected, captured: met.map(describeRule) };
}

/** Whether rules were to be seen at a hop that was traced, and none was: the program that prints them was late, or not there. */
export const isUntraced = (predicted: Hop, { rules }: CapturedHop): boolean =>
  rules?.length === 0 && predicted.steps.some(({ rule }) => rule && matters(rule));

/** The end of a chain matters only where it ends the packet. */
const isRule = ({ text, target }: TracedRule): boolean => text !== undefined || target === 'DROP';

/** The first rule that differs: what was predicted and what was met in its place; undefined where all are equal. */
export function firstDifference({ predicted, captured }: ComparedRules): { predicted?: string; captured?: string } | undefined {
  if (!captured) return undefined;
  const at = Array.from({ length: Math.max(predicted.length, captured.length) }).findIndex(
    (_none, index) => predicted[index] !== captured[index],
  );
  return at < 0 ? undefined : { predicted: predicted[at], captured: captured[at] };
}

/** The rule that ended the packet; undefined where none did. */
export const endingRule = ({ rules }: CapturedHop): TracedRule | undefined =>
  rules?.flatMap((traced) => traced.rules).find(({ target }) => target === 'DROP' || target === 'REJECT');
