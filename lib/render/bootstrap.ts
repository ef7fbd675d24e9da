import type { Lab, Machine } from '../model';

/**
 * What a machine's bootstrap reads. The script and its units are in the node image (`build/image/root`), because no lab changes them;
 * these are the places where they look for what does.
 */
export const bootstrapEnvironmentFile = '/etc/lab/bootstrap.env';
export const kubeadmConfig = '/etc/lab/kubeadm.yaml';
export const masqueradeFile = '/etc/lab/masquerade.rules';
export const metallbFolder = '/etc/lab/metallb';
/** The cluster CA as the seed brought it; `kubeadm reset` empties /etc/kubernetes/pki, so init takes copies. */
export const pkiFolder = '/etc/lab/pki';
/** Local volumes lie here on the workers; each has a folder of its name. */
export const volumesFolder = '/var/lib/lab/volumes';

/** An environment file (systemd.exec(5), EnvironmentFile=): as what the machine joins the cluster. */
export const bootstrapEnvironment = ({ role }: Machine): string => `LAB_ROLE=${role}\n`;

/** /etc/hosts: the machine knows itself without asking the name server. */
export function hostsFile(lab: Lab, machine: Machine): string {
  return `127.0.0.1 localhost\n${machine.address} ${machine.name}.${lab.dns.zone} ${machine.name}\n`;
}

/** /etc/resolv.conf: the company's name server; on the name server itself, its own BIND. */
export function resolvConf(lab: Lab, machine: Machine): string {
  return `# Written when the machine was built (MAC ${machine.mac}).\nnameserver ${machine.role === 'name-server' ? '127.0.0.1' : lab.nameServer.address}\nsearch ${lab.dns.zone}\n`;
}
