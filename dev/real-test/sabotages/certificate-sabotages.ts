import type { Lab, LoadBalancerService } from '../../../lib/model';
import { kubectl, rolledOut } from './cluster-changes';
import { keptFolder, onMachine } from './change-machine';
import type { Sabotage } from './sabotage';

/** The certificate's key never leaves the control plane. The pods read it when they start. */
export function certificateSabotages(lab: Lab, { name, ports, workload }: LoadBalancerService): Sabotage[] {
  const https = ports.find(({ targetPort }) => targetPort === 8443);
  const served = lab.workloads.find((other) => other.name === workload);
  if (!https || served?.kind !== 'api-tester') return [];
  const secret = `${workload}-tls`;
  const kept = `${keptFolder}/${secret}.json`;
  const admin = 'kubectl --kubeconfig /etc/kubernetes/admin.conf';
  const anew = [kubectl('delete', 'pods', '-l', `app=${workload}`, '--grace-period=1'), rolledOut(`deployment/${workload}`)];
  return [
    {
      id: 'certificate',
      sentence: `The certificate of ${name} is for another name, by nobody's authority.`,
      break: [
        onMachine(
          lab.controlPlane,
          `install -d -m 0700 ${keptFolder}
umask 077
[ -e ${kept} ] || ${admin} get secret ${secret} -o json >${kept}.new
[ -e ${kept} ] || mv ${kept}.new ${kept}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=elsewhere.invalid \\
  -keyout ${keptFolder}/tls.key -out ${keptFolder}/tls.crt
${admin} create secret tls ${secret} --cert=${keptFolder}/tls.crt --key=${keptFolder}/tls.key --dry-run=client -o json |
  ${admin} replace --validate=false -f -`,
        ),
        ...anew,
      ],
      repair: [
        onMachine(
          lab.controlPlane,
          `if [ -e ${kept} ]; then jq 'del(.metadata.resourceVersion, .metadata.uid)' ${kept} | ${admin} replace --validate=false -f -; fi
rm -f ${kept} ${keptFolder}/tls.key ${keptFolder}/tls.crt`,
        ),
        ...anew,
      ],
      turnsRed: [`load-balancer.https.${name}`],
      within: 240,
    },
  ];
}
