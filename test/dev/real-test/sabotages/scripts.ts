import type { Sabotage } from '../../../../dev/real-test/sabotages';

/** The scripts that a sabotage runs on machines, at the gateway and in pods. */
export function scriptsOf(sabotage: Pick<Sabotage, 'break' | 'repair'>): string[] {
  return [...sabotage.break, ...sabotage.repair].flatMap((step) => {
    if ('machine' in step) return [step.script];
    if ('gateway' in step) return [step.gateway];
    return step.kubectl.includes('-ec') ? [step.kubectl.at(-1)!] : [];
  });
}
