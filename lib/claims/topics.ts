export const topics = [
  'nodes',
  'pods',
  'dns',
  'cluster-ip',
  'node-port',
  'load-balancer',
  'external-name',
  'headless',
  'stateful-set',
  'reach',
  'safety',
  'isolation',
] as const;

export type Topic = (typeof topics)[number];
