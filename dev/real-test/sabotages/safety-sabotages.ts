import type { Lab } from '../../../lib/model';
import { extraObject, remove } from './cluster-changes';
import { editedFile, onMachine, scripts } from './change-machine';
import type { Change, Sabotage } from './sabotage';

/** What is open that must be closed. */
export const safetySabotages = (lab: Lab): Sabotage[] => [...rights(lab), ...keys(lab)];

/** Somebody may do everything. */
const allowed = (kind: 'Group' | 'User', name: string): Change =>
  extraObject({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name: 'lab-sabotage' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind, name }],
  });

function rights(lab: Lab): Sabotage[] {
  return [
    {
      id: 'anonymous-allowed',
      sentence: 'Somebody without credentials may do everything.',
      ...allowed('User', 'system:anonymous'),
      turnsRed: ['safety.api', 'safety.powerless.anonymous'],
    },
    {
      id: 'service-accounts-allowed',
      sentence: 'Every service account may do everything.',
      ...allowed('Group', 'system:serviceaccounts'),
      turnsRed: ['safety.cluster-admins', 'safety.powerless.default-service-account'],
    },
    {
      id: 'nodes-allowed',
      sentence: 'Every node may read every Secret.',
      ...allowed('Group', 'system:nodes'),
      turnsRed: lab.workers.map(({ name }) => `safety.node-restriction.${name}`),
    },
    {
      id: 'join-token',
      sentence: 'The token with which machines joined is accepted again.',
      break: [onMachine(lab.controlPlane, 'kubeadm token create --config /etc/lab/kubeadm.yaml >/dev/null')],
      repair: [remove('-n', 'kube-system', 'secrets', '--field-selector', 'type=bootstrap.kubernetes.io/token')],
      turnsRed: lab.workers.map(({ name }) => `safety.bootstrap-token.${name}`),
    },
  ];
}

function keys(lab: Lab): Sabotage[] {
  const worker = lab.workers.at(-1)!;
  const copy = '/etc/kubernetes/pki/ca.key';
  return [
    {
      id: 'ca-key-readable',
      sentence: `Everybody on ${lab.controlPlane.name} can read the key of the lab's CA.`,
      ...scripts(lab.controlPlane, `chmod 0644 ${copy}`, `chmod 0600 ${copy}`),
      turnsRed: [`safety.ca-key.${lab.controlPlane.name}`],
    },
    {
      id: 'ca-key-on-worker',
      sentence: `A key of a CA lies on ${worker.name}.`,
      ...scripts(worker, `install -m 0600 /dev/null ${copy}`, `rm -f ${copy}`),
      turnsRed: [`safety.ca-key.${worker.name}`],
    },
    {
      id: 'kubelet-open',
      sentence: `kubelet on ${worker.name} answers to everybody.`,
      ...editedFile(
        worker,
        '/var/lib/kubelet/config.yaml',
        '/anonymous:/,/enabled:/s/false/true/; s/mode: Webhook/mode: AlwaysAllow/',
        'systemctl restart kubelet',
      ),
      turnsRed: [`safety.kubelet.${worker.name}`],
    },
  ];
}
