import type { Lab } from '../model';
import { key } from './key';
import { heading } from './lines';
import { machineNetwork } from './machine-network';
import { outside } from './outside';
import { podNetwork } from './pod-network';
import type { Scene } from './scene';
import { serviceNetwork } from './service-network';
import { type Say, words } from './figure-words';

/** Everything a lab's definition says about its network, as lanes of boxes and links between them. */
export function sceneOf(lab: Lab, say: Say): Scene {
  const beyond = outside(lab, say);
  const [machines, services, pods] = [machineNetwork(lab, say), serviceNetwork(lab, say), podNetwork(lab, say)];
  return {
    title: heading(`${say(words.lab)} ${lab.name}`),
    lanes: [...beyond.lanes, machines.lane, services.lane, pods.lane, key(say)],
    links: [...beyond.links, ...machines.links, ...services.links, ...pods.links],
  };
}
