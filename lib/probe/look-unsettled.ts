import type { Lab } from '../model';
import type { Observation } from './observation';
import type { Probe } from './probe';
import { type ClusterObject, settlingSeconds, type Unsettled, unsettledObjects } from './unsettled';

/** Kinds whose changes decide whether a failing claim may still become true. */
const kinds = 'nodes,pods,services,deployments,daemonsets,statefulsets,configmaps';

/** Neither may keep a claim waiting: who does not answer in this time is told as changing for a limited time. */
const timeoutSeconds = 20;

/**
 * What of a lab is still changing: the cluster's objects by one command, and the name server, which is none of them, by another.
 * @param now milliseconds since 1970
 */
export async function lookForUnsettled(lab: Lab, probe: Probe, now: number): Promise<readonly Unsettled[]> {
  const urgent = { timeoutSeconds, urgent: true, apart: true } as const;
  const { name } = lab.nameServer;
  const [cluster, nameServer] = await Promise.all([
    probe.kubectl(['get', kinds, '-A', '--show-managed-fields', '-o', 'json'], urgent),
    probe.exec({ at: 'machine', name }, ['sh', '-c', `cat /proc/uptime; ${namedSince}`], urgent),
  ]);
  return [...ofCluster(cluster, now), ...ofNameServer(nameServer, name)];
}

/** Microseconds from the boot to the service's start (https://www.freedesktop.org/software/systemd/man/latest/org.freedesktop.systemd1.html). */
const namedSince = 'systemctl show --property ActiveEnterTimestampMonotonic --value named';

function ofCluster({ exitCode, stdout }: Observation, now: number): readonly Unsettled[] {
  const items = exitCode === 0 ? listIn(stdout) : undefined;
  return items ? unsettledObjects(items, now) : [{ what: 'the API server does not answer' }];
}

function listIn(text: string): readonly ClusterObject[] | undefined {
  try {
    const { items } = JSON.parse(text) as { items?: unknown };
    return Array.isArray(items) ? (items as ClusterObject[]) : undefined;
  } catch {
    return undefined;
  }
}

function ofNameServer({ stdout }: Observation, name: string): readonly Unsettled[] {
  const [uptime, started] = stdout.split('\n').map((line) => Number.parseFloat(line));
  if (uptime === undefined || Number.isNaN(uptime)) return [{ what: `${name} does not answer` }];
  const booted = settlingSeconds.young - uptime;
  // Zero is a service that never ran.
  const restarted = started ? settlingSeconds.dnsCache - (uptime - started / 1e6) : 0;
  return [
    ...(booted > 0 ? [{ what: `${name} has just booted`, secondsLeft: booted }] : []),
    ...(restarted > 0 ? [{ what: `the name server on ${name} was restarted`, secondsLeft: restarted }] : []),
  ];
}
