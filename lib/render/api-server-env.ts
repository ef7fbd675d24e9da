import type { Lab } from '../model';

/**
 * Environment variables that lead a pod's client library to the API server's own address instead of the `kubernetes` Service. A
 * node is Ready before its kube-proxy has written its rules. Pods that start in between find the Service dead: MetalLB exits, and
 * CoreDNS waits for minutes.
 */
export const apiServerEnv = (lab: Lab) => [
  { name: 'KUBERNETES_SERVICE_HOST', value: String(lab.controlPlane.address) },
  { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
];
