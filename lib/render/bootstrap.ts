import { type Lab, type Machine } from '../model';

/**
 * Shell scripts that make a booted machine a node, run by the unit `lab-bootstrap.service` at every boot until they
 * have succeeded. Each step may be interrupted and run again: a machine switched off in the middle continues when it is
 * switched on.
 */
export const bootstrapScript = '/usr/local/sbin/lab-bootstrap';
const doneMarker = '/var/lib/lab/bootstrapped';
export const kubeadmConfig = '/etc/lab/kubeadm.yaml';
export const masqueradeFile = '/etc/lab/masquerade.rules';
export const metallbFolder = '/etc/lab/metallb';
/** The cluster CA as cloud-init brought it; `kubeadm reset` empties /etc/kubernetes/pki, so init takes copies. */
export const pkiFolder = '/etc/lab/pki';
/** Local volumes lie here on the workers; each has a folder of its name. */
export const volumesFolder = '/var/lib/lab/volumes';

/** systemd.service(5) unit for the bootstrap script. Its progress shows on the machine's console. */
export function bootstrapUnit(): string {
  return `[Unit]
Description=Make this machine a node of the lab's cluster
Documentation=file:${bootstrapScript}
After=network-online.target containerd.service
Wants=network-online.target containerd.service
ConditionPathExists=!${doneMarker}

[Service]
Type=oneshot
RemainAfterExit=yes
Environment=HOME=/root
ExecStart=${bootstrapScript}
StandardOutput=journal+console
StandardError=journal+console
TimeoutStartSec=infinity
Restart=on-failure
RestartSec=5

[Install]
WantedBy=multi-user.target
`;
}

/** systemd.service(5) unit that puts the masquerade rules in place before any pod runs. */
export function masqueradeUnit(): string {
  return `[Unit]
Description=Masquerade pods that leave the lab
Before=kubelet.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/iptables-restore --noflush ${masqueradeFile}

[Install]
WantedBy=multi-user.target
`;
}

const head = `#!/bin/bash
set -euo pipefail
say() { echo "lab: $*"; }
mkdir -p /var/lib/lab
# kubeadm refuses to continue what an interrupted run left; it begins again from nothing.
reset_unfinished() {
  if [ -e /var/lib/lab/started ]; then
    say "cleaning up after an interrupted run"
    kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock
  fi
  touch /var/lib/lab/started
}
`;

/** `kubeadm init`, then MetalLB from its manifest in the node image. */
export function controlPlaneScript(): string {
  return `${head}
export KUBECONFIG=/etc/kubernetes/admin.conf

if [ ! -e /var/lib/lab/initialised ]; then
  reset_unfinished
  install -d -m 0755 /etc/kubernetes/pki
  install -m 0644 ${pkiFolder}/ca.crt /etc/kubernetes/pki/ca.crt
  install -m 0600 ${pkiFolder}/ca.key /etc/kubernetes/pki/ca.key
  say "kubeadm init"
  kubeadm init --config ${kubeadmConfig} --skip-token-print
  install -m 0600 -D /etc/kubernetes/admin.conf /root/.kube/config
  touch /var/lib/lab/initialised
fi

say "MetalLB"
# Server-side and in one request per object: each client-side round trip is dear on an emulated machine.
kubectl kustomize --load-restrictor LoadRestrictionsNone ${metallbFolder} \\
  | kubectl apply --server-side --force-conflicts --validate=false -f -
# MetalLB's controller would make this Secret only once it runs, and the speakers wait for it until then.
if ! kubectl -n metallb-system get secret memberlist >/dev/null 2>&1; then
  head -c 128 /dev/urandom | base64 -w0 \\
    | kubectl -n metallb-system create secret generic memberlist --from-file=secretkey=/dev/stdin
fi

touch ${doneMarker}
say "control plane ready"
`;
}

/** \`kubeadm join\`, which waits for the control plane, and the folder of the worker's local volumes. */
export function workerScript(): string {
  return `${head}
install -d -m 0755 ${volumesFolder}

reset_unfinished
say "kubeadm join"
kubeadm join --config ${kubeadmConfig}

touch ${doneMarker}
say "worker ready"
`;
}

/** /etc/hosts: the machine knows itself without asking the name server. */
export function hostsFile(lab: Lab, machine: Machine): string {
  return `127.0.0.1 localhost\n${machine.address} ${machine.name}.${lab.dns.zone} ${machine.name}\n`;
}

/** /etc/resolv.conf: the company's name server; on the name server itself, its own BIND. */
export function resolvConf(lab: Lab, machine: Machine): string {
  return `# Written when the machine was built (MAC ${machine.mac}).\nnameserver ${machine.role === 'name-server' ? '127.0.0.1' : lab.nameServer.address}\nsearch ${lab.dns.zone}\n`;
}
