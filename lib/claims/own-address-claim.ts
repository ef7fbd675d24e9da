import { companyName, type Lab } from '../model';
import { describeObservation, getPage, type VantagePoint } from '../probe';
import { type Claim, eventually, type Verdict, verdict, type VerifyContext } from '../verify';
import { asksNameServer } from './dns-plan';
import { toolboxOn } from './toolbox-pods';

/** Where the company's web server notes each request, with the client's address in front. */
const accessLog = '/var/log/nginx/access.log';

/** The company's servers see a pod's own address. */
export function ownAddressClaim(lab: Lab, node: string): Claim {
  const from: VantagePoint = { at: 'pod', node };
  // Where pods do not find the company's names, they still reach its servers.
  const host = asksNameServer(lab) ? companyName(lab, { name: 'intranet' }) : String(lab.nameServer.address);
  return {
    id: `pods.own-address.${node}`,
    topic: 'pods',
    sentence: {
      en: `The company's servers see a pod on ${node} under the pod's own address: inside the lab nothing is translated.`,
      ko: `회사 서버는 ${node} 노드의 파드를 파드 자신의 주소로 본다. 랩 안에서는 주소를 바꾸지 않는다.`,
    },
    from,
    ...eventually,
    lookAt: `./lab ssh ${node} -- sudo iptables -t nat -S LAB-MASQUERADE; ./lab ssh ${lab.nameServer.name} -- sudo tail ${accessLog}`,
    check: (context) => checkOwnAddress(context, from, host),
  };
}

async function checkOwnAddress(context: VerifyContext, from: VantagePoint & { at: 'pod' }, host: string): Promise<Verdict> {
  const { toolbox, seen: pods } = await toolboxOn(context, from.node);
  if (!toolbox) return verdict(pods, false, `no toolbox is ready on ${from.node}`);
  const mark = context.unique();
  const page = await getPage(context, from, `http://${host}/?${mark}`, ['-o', '/dev/null']);
  if (page.status === 0) return verdict(page.seen, false, describeObservation(page.seen));
  const machine: VantagePoint = { at: 'machine', name: context.lab.nameServer.name };
  const seen = await context.probe.exec(machine, ['sudo', 'grep', '-F', mark, accessLog]);
  const client = /^(\d+(?:\.\d+){3}) /m.exec(seen.stdout)?.[1];
  const evidence = client ? `the web server saw ${client}; the pod is at ${toolbox.address}` : describeObservation(seen);
  return verdict(seen, client === toolbox.address, evidence);
}
