import type { Lab } from '../../lib/model';
import { formatDuration } from '../../lib/report/times';
import type { Built } from '../../operations/up';

/** What the user has now, and what to try. */
export const upSummary =
  (lab: Lab) =>
  ({ steps }: Built): string =>
    [
      '',
      `The lab "${lab.name}" runs: ${lab.workers.length + 1} nodes and a name server on ${lab.network.cidr}.`,
      '',
      ...whatToTry(lab),
      '',
      ...steps.map(({ title, milliseconds }) => `  ${formatDuration(milliseconds).padStart(12)}  ${title}`),
    ].join('\n');

function whatToTry(lab: Lab): string[] {
  const published = lab.services.flatMap((service) =>
    service.type === 'LoadBalancer' ? [[`exec --from outside -- curl http://${service.address}/`, 'as an outsider']] : [],
  );
  const commands = [
    ['verify', 'prove every claim'],
    ['kubectl get services -o wide', 'the Services'],
    ...published.slice(0, 1),
    [`ssh ${lab.workers[0]!.name} -- ip route`, 'the pod network in a routing table'],
    ['down', 'remove everything'],
  ];
  const width = Math.max(...commands.map(([command]) => command!.length));
  return commands.map(([command, what]) => `  ./lab ${command!.padEnd(width)}  ${what}`);
}
