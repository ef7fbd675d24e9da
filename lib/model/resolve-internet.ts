import { Cidr } from './cidr';
import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { parseDnsName } from './dns-name';
import { ValueError } from './fault';
import { hostAddress, toHost } from './host-address';
import { IpAddress } from './ip-address';
import type { HypervisorChoice, Internet } from './lab';
import type { Reader } from './reader';
import type { Service } from './service';

/** What lies behind the gateway. Targets of ExternalName Services outside the company are web sites of the simulated internet. */
export function readInternet(
  { internet = {} }: LabDefinition,
  reader: Reader,
  { services, zone }: { services: readonly Service[]; zone: string },
): Internet {
  const link = reader.read(
    'internet.link',
    () => readLink(internet.link ?? defaults.internet.link),
    () => Cidr.parse(defaults.internet.link),
  );
  const onLink = (key: 'gateway' | 'router' | 'client', fallback: string) =>
    reader.read(
      `internet.${key}`,
      () => (internet[key] === undefined ? toHost(link, fallback) : hostAddress(link, internet[key])),
      () => toHost(link, fallback),
    );
  const server = (key: 'nameServer' | 'webServer') =>
    reader.read(
      `internet.${key}`,
      () => IpAddress.parse(internet[key] ?? defaults.internet[key]),
      () => IpAddress.parse(defaults.internet[key]),
    );
  const extra = (internet.sites ?? []).map((site, index) =>
    reader.read(
      `internet.sites[${index}]`,
      () => parseDnsName(site),
      () => site,
    ),
  );
  const targets = services
    .flatMap((service) => (service.type === 'ExternalName' ? service.externalName : []))
    .filter((name) => name !== zone && !name.endsWith(`.${zone}`));
  const webServer = server('webServer');
  return {
    kind: internet.kind,
    link,
    gateway: onLink('gateway', defaults.internet.gateway),
    router: onLink('router', `.${link.size - 2}`),
    client: onLink('client', `.${Math.min(Number(defaults.internet.client.slice(1)), link.size - 3)}`),
    nameServer: server('nameServer'),
    webServer,
    sites: [...new Set([...targets, ...extra])].map((name) => ({ name, address: webServer })),
  };
}

function readLink(text: string): Cidr {
  const cidr = Cidr.parse(text);
  if (cidr.prefix < 8 || cidr.prefix > 29) throw new ValueError(text, 'must have a prefix length from 8 to 29', 'a /24 is usual');
  return cidr;
}

/** The definition's wishes for a hypervisor; what it leaves open is found out when the lab is built. */
export function readHypervisor({ hypervisor = {} }: LabDefinition, reader: Reader): HypervisorChoice {
  const uri = reader.read<string | undefined>(
    'hypervisor.uri',
    () => (hypervisor.uri === undefined ? undefined : readUri(hypervisor.uri)),
    () => undefined,
  );
  const storage = reader.read<string | undefined>(
    'hypervisor.storage',
    () => (hypervisor.storage === undefined ? undefined : readFolder(hypervisor.storage)),
    () => undefined,
  );
  return { uri, acceleration: hypervisor.acceleration, storage };
}

/** `embedded`, `system`, or a libvirt URI (https://libvirt.org/uri.html) of the QEMU driver. */
function readUri(text: string): string {
  if (['embedded', 'system'].includes(text) || /^qemu(\+[a-z0-9]+)?:\/\/[^/\s]*\/(system|session)(\?\S*)?$/.test(text))
    return text;
  throw new ValueError(text, 'is neither embedded nor system nor a libvirt URI', 'a URI looks like qemu+ssh://user@host/system');
}

function readFolder(text: string): string {
  // eslint-disable-next-line no-control-regex -- that is what is looked for
  if (!text.startsWith('/') || /[\u0000-\u001f"<>&]/.test(text))
    throw new ValueError(text, 'is not the absolute path of a folder', 'begin it with /, without quotes and < > &');
  return text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
}
