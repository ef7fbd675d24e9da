import type { Lab } from '../../../lib/model';
import { extraObject } from './cluster-changes';
import { editedFile, frozen, keptFolder, scripts } from './change-machine';
import type { Change, Sabotage } from './sabotage';

/** The control plane's components, and what the API server lets happen. */
export const controlPlaneSabotages = (lab: Lab): Sabotage[] => [...components(lab), ...refusals(lab), crashing];

const manifests = '/etc/kubernetes/manifests';

/** Until the API server answers, on an emulated machine beside other work. */
const untilAnswers = `tries=0
until curl -fsk --max-time 10 -o /dev/null https://127.0.0.1:6443/livez; do
  tries=$((tries + 1))
  if [ "$tries" -ge 120 ]; then exit 1; fi
  sleep 3
done`;

/** kubelet ends a static pod whose manifest is away (https://kubernetes.io/docs/tasks/configure-pod-container/static-pod/). */
const ended = ({ controlPlane }: Lab, component: string): Change =>
  scripts(
    controlPlane,
    `install -d -m 0700 ${keptFolder}
[ ! -e ${manifests}/${component}.yaml ] || mv ${manifests}/${component}.yaml ${keptFolder}/`,
    `[ ! -e ${keptFolder}/${component}.yaml ] || mv ${keptFolder}/${component}.yaml ${manifests}/
${untilAnswers}`,
  );

function components(lab: Lab): Sabotage[] {
  const withoutClients = '/- --trusted-ca-file=/d; s/--client-cert-auth=true/--client-cert-auth=false/';
  return [
    {
      id: 'api-server-stopped',
      sentence: 'The API server does not run.',
      ...ended(lab, 'kube-apiserver'),
      turnsRed: ['nodes.planned'],
    },
    {
      id: 'controllers-stopped',
      sentence: 'The controllers of Kubernetes do not run; they have done their work.',
      ...ended(lab, 'kube-controller-manager'),
      turnsRed: ['nodes.system-pods.kube-system'],
    },
    {
      id: 'scheduler-stopped',
      sentence: 'The scheduler does not run; every pod has its node.',
      ...ended(lab, 'kube-scheduler'),
      turnsRed: ['nodes.system-pods.kube-system'],
    },
    {
      id: 'controllers-frozen',
      sentence: 'The controllers of Kubernetes stand still.',
      // The kernel keeps fifteen letters of a program's name.
      ...frozen(lab.controlPlane, 'kube-controller'),
      turnsRed: ['reach.follows-change'],
    },
    {
      id: 'etcd-open',
      sentence: 'etcd answers to everybody.',
      ...editedFile(lab.controlPlane, `${manifests}/etcd.yaml`, withoutClients, untilAnswers),
      turnsRed: ['safety.etcd'],
      within: 300,
    },
  ];
}

function refusals(lab: Lab): Sabotage[] {
  const headless = lab.services.find(({ type }) => type === 'Headless');
  if (!headless) return [];
  const turnsRed = [`headless.not-ready.${headless.name}`];
  return [
    {
      id: 'quota',
      sentence: 'No pod more may be made in the namespace of the lessons.',
      ...extraObject({
        apiVersion: 'v1',
        kind: 'ResourceQuota',
        metadata: { name: 'lab-sabotage', namespace: 'default' },
        spec: { hard: { pods: '0' } },
      }),
      turnsRed,
    },
    {
      id: 'admission',
      sentence: 'Every new pod has to be approved by a program that does not answer.',
      ...extraObject({
        apiVersion: 'admissionregistration.k8s.io/v1',
        kind: 'ValidatingWebhookConfiguration',
        metadata: { name: 'lab-sabotage' },
        webhooks: [deafWebhook],
      }),
      turnsRed,
    },
  ];
}

/** Nobody is at the address (RFC 5737). Only pods of the lessons are kept from being made. */
const deafWebhook = {
  name: 'approval.lab.invalid',
  admissionReviewVersions: ['v1'],
  sideEffects: 'None',
  failurePolicy: 'Fail',
  timeoutSeconds: 2,
  clientConfig: { url: 'https://192.0.2.1/' },
  namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'default' } },
  rules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
};

const crashing: Sabotage = {
  id: 'system-pod-crashes',
  sentence: 'A pod in kube-system ends again and again.',
  ...extraObject({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'lab-sabotage', namespace: 'kube-system' },
    spec: { containers: [{ name: 'ends', image: 'lab/toolbox:1', imagePullPolicy: 'IfNotPresent', command: ['false'] }] },
  }),
  turnsRed: ['nodes.system-pods.kube-system'],
};
