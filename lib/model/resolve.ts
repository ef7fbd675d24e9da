import { Cidr } from './cidr';
import { defaults } from './defaults';
import { type LabDefinition, limits } from './definition';
import { parseDnsLabel, parseDnsName } from './dns-name';
import { DefinitionError, type DefinitionProblem, ValueError } from './problem';
import type { Cluster, Lab } from './lab';
import { Reader } from './reader';
import { readDns } from './resolve-dns';
import { readHosts } from './resolve-hosts';
import { readHypervisor, readInternet } from './resolve-internet';
import { readMachines } from './resolve-machines';
import { readServices } from './resolve-services';
import { readWorkloads } from './resolve-workloads';
import { checkRules } from './rules';
import type { Service } from './service';
import { withoutUndefined } from './without-undefined';
import { workerDefinitions } from './workers';

/**
 * Fills a definition's gaps with the defaults, derives what follows from it, and checks it.
 * @throws DefinitionError with every value that cannot be read and every rule broken.
 */
export function resolveLab(definition: LabDefinition = {}): Lab {
  const { lab, problems } = tryResolve(definition);
  if (problems.length > 0) throw new DefinitionError(problems);
  return lab;
}

/**
 * The lab of a definition, and what is wrong with it. Replaces a value that cannot be read by its default, so that everything
 * else is checked too. The lab is usable only without problems.
 * @param known problems found before, at places where the definition has nothing because of them.
 */
export function tryResolve(
  definition: LabDefinition,
  known: readonly DefinitionProblem[] = [],
): { lab: Lab; problems: readonly DefinitionProblem[] } {
  const reader = new Reader();
  reader.problems.push(...known);
  const lab = readLab(withoutUndefined(definition), reader);
  return { lab, problems: [...reader.problems, ...reader.independent(checkRules(lab))] };
}

function readLab(definition: LabDefinition, reader: Reader): Lab {
  const name = reader.read(
    'name',
    () => readLabName(definition.name ?? defaults.name),
    () => defaults.name,
  );
  const definedWorkers = workerDefinitions(definition, reader);
  const hosts = readHosts(definition, definedWorkers, reader);
  const { network, pool } = hosts;
  const { controlPlane, workers, nameServer } = readMachines(definition, definedWorkers, hosts, reader);
  const cluster = readCluster(definition, reader);
  const workloads = readWorkloads(definition, reader);
  const services = readServices(definition, reader, { cluster, network, pool, workloads });
  const machines = [controlPlane, ...workers, nameServer];
  const dns = readDns(definition, reader, { network, machines, nameServer, pool });
  return {
    name,
    network,
    controlPlane,
    workers,
    nameServer,
    cluster,
    dns,
    loadBalancer: { pool },
    internet: readInternet(definition, reader, {
      services,
      zone: dns.zone,
      ranges: [network.cidr, cluster.podCidr, cluster.serviceCidr],
    }),
    hypervisor: readHypervisor(definition, reader),
    workloads: definition.workloads ? workloads : workloads.filter(({ name }) => isUsed(name, services)),
    services,
  };
}

/** Of the default workloads only those are made that a Service leads to. */
const isUsed = (workload: string, services: readonly Service[]): boolean =>
  services.some((service) => 'workload' in service && service.workload === workload);

function readLabName(name: string): string {
  parseDnsLabel(name);
  // Namespace and interface names are made from it; the kernel's limit for an interface is 15 characters.
  if (name.length > 12) throw new ValueError(name, `has ${name.length} characters; a lab's name has at most 12`);
  return name;
}

function readCluster(definition: LabDefinition, reader: Reader): Cluster {
  const given = { ...defaults.cluster, ...definition.cluster };
  const podCidr = reader.read(
    'cluster.podCidr',
    () => Cidr.parse(given.podCidr),
    () => Cidr.parse(defaults.cluster.podCidr),
  );
  const serviceCidr = reader.read(
    'cluster.serviceCidr',
    () => readServiceCidr(given.serviceCidr),
    () => Cidr.parse(defaults.cluster.serviceCidr),
  );
  const dnsDomain = reader.read(
    'cluster.dnsDomain',
    () => parseDnsName(given.dnsDomain),
    () => defaults.cluster.dnsDomain,
  );
  const nodePodPrefix = reader.integer('cluster.nodePodPrefix', given.nodePodPrefix, limits.nodePodPrefix);
  return {
    podCidr,
    nodePodPrefix,
    serviceCidr,
    dnsDomain,
    apiServiceAddress: serviceCidr.at(1),
    dnsServiceAddress: serviceCidr.at(10),
  };
}

/** The API server takes at most 20 host bits (kube-apiserver's validation of --service-cluster-ip-range). */
function readServiceCidr(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix > 28) throw new ValueError(text, 'has too few addresses; a /28 is the least');
  if (cidr.prefix < 12)
    throw new ValueError(text, 'is larger than Kubernetes takes; a /12 is the most', `write ${Cidr.containing(cidr.first, 12)}`);
  return cidr;
}
