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
    reach: internet.reach ?? defaults.internet.reach,
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

const user = /[A-Za-z0-9_][\w.-]*/;
const host = /[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\]/;
const file = /(?:\/(?!\.\.?(?:[/&]|$))[\w.@+-]+)+/;
const setting = `(?:socket|keyfile|known_hosts)=${file.source}`;
const libvirtUri = new RegExp(
  `^qemu(?:\\+(?:unix|ssh|tls))?://(?:(?:${user.source}@)?(?:${host.source})(?::\\d{1,5})?)?/(?:system|session)(?:\\?${setting}(?:&${setting})*)?$`,
);

/**
 * `embedded`, `system`, or a libvirt URI of the QEMU driver (https://libvirt.org/uri.html). A definition comes from others, and
 * libvirt's transport `ext` and its settings `command` and `netcat` name programs to run; `tcp` and `no_verify` trust anyone who answers.
 */
function readUri(text: string): string {
  if (['embedded', 'system'].includes(text) || libvirtUri.test(text)) return text;
  if (/^qemu(\+\w+)?:\/\/\S*$/.test(text))
    throw new ValueError(
      text,
      'is a libvirt URI of a kind that a definition may not name',
      'use the transports unix, ssh and tls, and of the settings socket, keyfile and known_hosts with absolute paths; LAB_HYPERVISOR takes every URI',
    );
  throw new ValueError(text, 'is neither embedded nor system nor a libvirt URI', 'a URI looks like qemu+ssh://user@host/system');
}

/** A folder whose name is shown in commands to paste and written into libvirt's XML, so it holds nothing that either reads as its own. */
function readFolder(text: string): string {
  if (!text.startsWith('/') || /["'$\\`<>&\p{Cc}\u2028\u2029]/u.test(text) || /\/\.\.?(\/|$)/.test(text))
    throw new ValueError(
      text,
      'is not the plain absolute path of a folder',
      'begin it with /, without quotes, $, \\, <, >, & and the parts . and ..',
    );
  return text.length > 1 && text.endsWith('/') ? text.slice(0, -1) : text;
}
