import { Cidr } from './cidr';
import { chooseAddresses } from './default-addresses';
import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { ValueError } from './problem';
import { hostAddress, toHost } from './host-address';
import type { IpAddress } from './ip-address';
import { IpRange } from './ip-range';
import type { Network } from './lab';
import { readPool } from './address-pool';
import { readNetworkCidr } from './network-cidr';
import type { Reader } from './reader';
import type { WorkerDefinition } from './workers';

/** Where everything on the lab's network is. */
export interface Hosts {
  readonly network: Network;
  readonly pool: IpRange;
  readonly controlPlane: IpAddress;
  readonly nameServer: IpAddress;
  readonly workers: readonly IpAddress[];
}

/** A host or the pool: what the definition says of it, and where it is without that. */
interface Place {
  readonly path: string;
  readonly given?: string;
  readonly usual: string;
}

/** Reads the network, its hosts and the pool. What the definition does not place steps aside for what it does. */
export function readHosts(definition: LabDefinition, workers: readonly WorkerDefinition[], reader: Reader): Hosts {
  const cidr = reader.read(
    'network.cidr',
    () => readNetworkCidr(definition.network?.cidr ?? defaults.network.cidr),
    () => Cidr.parse(defaults.network.cidr),
  );
  const pool = readGivenPool(definition, cidr, reader);
  const places = placesOf(definition, workers, pool);
  const isInPool = (address: IpAddress) => pool?.contains(address) ?? false;
  const chosen = chooseAddresses(cidr, places, isInPool);
  const tooLarge = pool && pool.size > 1 && !chooseAddresses(cidr, places).includes(undefined) ? pool : undefined;
  const addresses = places.map((place, index) => readPlace(place, chosen[index], { cidr, pool: tooLarge }, reader));
  const [gateway, client, controlPlane, nameServer, ...others] = addresses as [IpAddress, IpAddress, IpAddress, IpAddress];
  return {
    network: { cidr, gateway, client },
    pool: pool ?? IpRange.of((others as IpAddress[]).pop()!),
    controlPlane,
    nameServer,
    workers: others,
  };
}

/** libvirt's networks have at least three host bits; a MAC address holds an address's last three octets. */
/** Undefined where the definition has none. */
function readGivenPool({ loadBalancer }: LabDefinition, cidr: Cidr, reader: Reader): IpRange | undefined {
  const given = loadBalancer?.pool;
  if (given === undefined) return undefined;
  return reader.read<IpRange | undefined>(
    'loadBalancer.pool',
    () => readPool(cidr, given),
    () => undefined,
  );
}

/** In this order they are placed. A pool that is given is none of them. */
function placesOf(definition: LabDefinition, workers: readonly WorkerDefinition[], pool: IpRange | undefined): Place[] {
  const { network, controlPlane, nameServer } = definition;
  const first = Number(defaults.worker.firstAddress.slice(1));
  let counted = 0;
  return [
    { path: 'network.gateway', given: network?.gateway, usual: defaults.network.gateway },
    { path: 'network.client', given: network?.client, usual: defaults.network.client },
    { path: 'controlPlane.address', given: controlPlane?.address, usual: defaults.controlPlane.address },
    { path: 'nameServer.address', given: nameServer?.address, usual: defaults.nameServer.address },
    ...workers.map(({ given }, index) => ({
      path: `workers[${index}].address`,
      given: given.address,
      // Those that say where they are take no number.
      usual: `.${first + (given.address === undefined ? counted++ : counted)}`,
    })),
    ...(pool ? [] : [{ path: 'loadBalancer.pool', usual: defaults.loadBalancer.pool }]),
  ];
}

/** @param pool the pool the definition gives, where it is what leaves too little room. */
function readPlace(
  { path, given, usual }: Place,
  chosen: string | undefined,
  { cidr, pool }: { readonly cidr: Cidr; readonly pool?: IpRange },
  reader: Reader,
): IpAddress {
  const address = reader.read(
    chosen === undefined && pool ? 'loadBalancer.pool' : path,
    () => {
      if (chosen !== undefined) return hostAddress(cidr, chosen);
      if (pool) throw new ValueError(String(pool), `leaves the lab's own hosts no address of ${cidr}`, 'make it smaller');
      throw new ValueError('', `the network ${cidr} has no free address left for it`, 'make network.cidr larger');
    },
    () => toHost(cidr, usual),
    given === undefined ? ['network.cidr', 'loadBalancer.pool'].filter((other) => other !== path && !pool) : [],
  );
  if (chosen === undefined) reader.substitute(path);
  return address;
}
