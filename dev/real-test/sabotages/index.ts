import type { Lab } from '../../../lib/model';
import { controlPlaneSabotages } from './control-plane-sabotages';
import { databaseSabotages } from './database-sabotages';
import { dnsSabotages } from './dns-sabotages';
import { gatewaySabotages } from './gateway-sabotages';
import { loadBalancerSabotages } from './load-balancer-sabotages';
import { machineSabotages } from './machine-sabotages';
import { packetSabotages } from './packet-sabotages';
import { safetySabotages } from './safety-sabotages';
import type { Sabotage } from './sabotage';
import { serviceSabotages } from './service-sabotages';
import { translationSabotages } from './translation-sabotages';

export { type Sabotage } from './sabotage';

/** Every sabotage that this lab has something for. */
export const sabotagesOf = (lab: Lab): Sabotage[] =>
  [
    machineSabotages,
    packetSabotages,
    translationSabotages,
    dnsSabotages,
    serviceSabotages,
    loadBalancerSabotages,
    databaseSabotages,
    controlPlaneSabotages,
    safetySabotages,
    gatewaySabotages,
  ].flatMap((sabotages) => sabotages(lab));

/** Whether it changes the gateway, which is the user's own machine where the lab's libvirt is the system's. */
export const changesGateway = ({ break: steps }: Sabotage): boolean => steps.some((step) => 'gateway' in step);
