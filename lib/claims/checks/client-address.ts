import type { ExternalTrafficPolicy } from '../../model';
import { askClientAddresses, describeObservation, type SeenClient, type VantagePoint } from '../../probe';
import { verdict, type Verdict, type VerifyContext } from '../../verify';

export interface ClientQuestion {
  /** Each base URL to ask, with the addresses a node that stands in for the client may show. */
  readonly bases: readonly { readonly url: string; readonly server: string; readonly snatAddresses: readonly string[] }[];
  readonly policy: ExternalTrafficPolicy;
  /** The client's own address. */
  readonly client: string;
}

/** Enough that both a pod of the node and one of another node are likely to answer. */
const times = 4;

/**
 * `Cluster` puts a node's address in the place of the client's, `Local` keeps the client's
 * (https://kubernetes.io/docs/tutorials/services/source-ip/).
 */
export async function checkClientAddress(context: VerifyContext, from: VantagePoint, question: ClientQuestion): Promise<Verdict> {
  const { bases, policy, client } = question;
  const urls = bases.map(({ url }) => url);
  const { answers, seen } = await askClientAddresses(context, from, urls, times);
  const asked = bases.length * times;
  if (asked === 0 || answers.length !== asked)
    return verdict(seen, false, `${answers.length} of ${asked} requests were answered; ${describeObservation(seen)}`);
  const expected = ({ server }: SeenClient) =>
    policy === 'Local' ? [client] : bases.flatMap((base) => (base.server === server ? base.snatAddresses : []));
  const unexpected = answers.filter((answer) => !expected(answer).includes(answer.client));
  const shown = (unexpected.length > 0 ? unexpected : answers).map((answer) => `${answer.client} at ${answer.server}`);
  const evidence = `the pods saw ${[...new Set(shown)].join(', ')}`;
  const wanted = policy === 'Local' ? client : "the node's own";
  return verdict(seen, unexpected.length === 0, unexpected.length > 0 ? `${evidence}; expected ${wanted}` : evidence);
}

/** The sentence for a policy. */
export const clientAddressSentence = (service: string, policy: ExternalTrafficPolicy, client: string) =>
  policy === 'Local'
    ? {
        en: `With externalTrafficPolicy Local the pods behind ${service} see the client's own address ${client}.`,
        ko: `externalTrafficPolicy가 Local이면 ${service} 서비스 뒤의 파드는 클라이언트의 원래 주소(${client})를 본다.`,
      }
    : {
        en: `With externalTrafficPolicy Cluster the pods behind ${service} see a node's address instead of the client's ${client}.`,
        ko: `externalTrafficPolicy가 Cluster이면 ${service} 서비스 뒤의 파드는 클라이언트 주소 ${client} 대신 노드의 주소를 본다.`,
      };
