import type { Lab } from '../model';

/**
 * Environment variables that lead a pod's client library to the API server's own address instead of the `kubernetes`
 * Service. A node is Ready before its kube-proxy has written its rules; what starts in between and finds the Service
 * dead exits (MetalLB) or waits for minutes (CoreDNS).
 */
export const apiServerEnv = (lab: Lab) => [
  { name: 'KUBERNETES_SERVICE_HOST', value: String(lab.controlPlane.address) },
  { name: 'KUBERNETES_SERVICE_PORT', value: '6443' },
];
