import { Cidr } from './cidr';
import { chooseAddresses } from './default-addresses';
import { defaults } from './defaults';
import type { LabDefinition } from './definition';
import { parseDnsName } from './dns-name';
import { ValueError } from './problem';
import { hostAddress, toHost } from './host-address';
import { IpAddress } from './ip-address';
import { usualInternet } from './usual-internet';
import type { HypervisorChoice, Internet } from './lab';
import { readNetworkCidr } from './network-cidr';
import type { Reader } from './reader';
import type { Service } from './service';

/** What lies behind the gateway. Targets of ExternalName Services outside the company are web sites of the simulated internet. */
export function readInternet(
  { internet = {} }: LabDefinition,
  reader: Reader,
  { services, zone, ranges }: { services: readonly Service[]; zone: string; ranges: readonly Cidr[] },
): Internet {
  const usual = usualInternet(internet, ranges);
  const link = reader.read(
    'internet.link',
    () => readNetworkCidr(internet.link ?? usual.link),
    () => Cidr.parse(defaults.internet.link),
  );
  const hosts = readLinkHosts(internet, link, reader);
  const server = (key: 'nameServer' | 'webServer') =>
    reader.read(
      `internet.${key}`,
      () => IpAddress.parse(internet[key] ?? usual[key]),
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
    ...hosts,
    nameServer: server('nameServer'),
    webServer,
    sites: [...new Set([...targets, ...extra])].map((name) => ({ name, address: webServer })),
  };
}

/** Hosts the definition does not place step aside for those it does. */
function readLinkHosts(internet: NonNullable<LabDefinition['internet']>, link: Cidr, reader: Reader) {
  const wanted = [
    { key: 'gateway', usual: defaults.internet.gateway },
    { key: 'router', usual: `.${link.size - 2}` },
    { key: 'client', usual: `.${Math.min(Number(defaults.internet.client.slice(1)), link.size - 3)}` },
  ] as const;
  const chosen = chooseAddresses(
    link,
    wanted.map(({ key, usual }) => ({ given: internet[key], usual })),
  );
  const [gateway, router, client] = wanted.map(({ key, usual }, index) =>
    reader.read(
      `internet.${key}`,
      // The least network has room for all of them.
      () => hostAddress(link, chosen[index]!),
      () => toHost(link, usual),
    ),
  ) as [IpAddress, IpAddress, IpAddress];
  return { gateway, router, client };
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
  // QEMU's word for emulation, which LAB_ACCELERATION takes as well.
  const acceleration = hypervisor.acceleration === 'tcg' ? 'emulation' : hypervisor.acceleration;
  return { uri, acceleration, storage };
}

const user = /[A-Za-z0-9_][\w.-]*/;
const host = /[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:.]+\]/;
const file = /(?:\/(?!\.\.?(?:[/&]|$))[\w.@+-]+)+/;
const setting = `(?:socket|keyfile|known_hosts)=${file.source}`;
const libvirtUri = new RegExp(
  `^qemu(?:\\+(?:unix|ssh|tls))?://(?:(?:${user.source}@)?(?:${host.source})(?::\\d{1,5})?)?/(?:system|session)(?:\\?${setting}(?:&${setting})*)?$`,
);

/**
 * `embedded`, `system`, or a libvirt URI of the QEMU driver (https://libvirt.org/uri.html). A definition may come from others.
 * libvirt's transport `ext` and its settings `command` and `netcat` name programs to run; `tcp` and `no_verify` trust any server.
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
