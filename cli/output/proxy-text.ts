import { companyName, type Lab, serviceDnsName } from '../../lib/model';
import type { OfferedProxy } from '../../operations/proxy';

/** How programs use the proxy that listens. */
export const proxyText =
  (lab: Lab) =>
  ({ port, from, kubeconfig }: OfferedProxy): string => {
    const url = `socks5h://127.0.0.1:${port}`;
    const site = from === 'lan' ? `http://${companyName(lab, { name: 'www' })}/` : `http://${lab.loadBalancer.pool.first}/`;
    const service = lab.services.find(({ type }) => type === 'ClusterIP');
    const commands: (readonly [string, string])[] = [
      ...(kubeconfig ? [[`KUBECONFIG=${kubeconfig} kubectl get nodes`, 'kubectl, k9s, Terraform'] as const] : []),
      [`curl --proxy ${url} ${site}`, 'a published Service'],
      ...(from === 'lan' && service
        ? [[`curl --proxy ${url} http://${serviceDnsName(lab, service)}/`, 'a ClusterIP, by way of a node'] as const]
        : []),
      [`chromium --proxy-server=socks5://127.0.0.1:${port} --user-data-dir=/tmp/lab-browser ${site}`, 'a browser'],
    ];
    const place = from === 'lan' ? 'the lab’s network' : 'an outside user’s host';
    return [
      `Programs on this machine reach the lab, as from ${place}, through the SOCKS 5 proxy 127.0.0.1:${port}:`,
      '',
      ...commands.flatMap(([command, what]) => [`  # ${what}`, `  ${command}`]),
    ].join('\n');
  };
