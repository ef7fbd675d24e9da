import type { Lab } from '../../lib/model';

/** The zone files of the simulated internet, by file name, and the CoreDNS configuration that serves them. */
export function internetFiles(lab: Lab, folder: string): Record<string, string> {
  const zones = lab.internet.sites.map((site) => [site.name, zoneFile(site.name, lab, `@ IN A ${site.address}`)] as const);
  return {
    Corefile: corefile(lab, folder),
    'root.zone': zoneFile('.', lab),
    ...Object.fromEntries(zones.map(([name, text]) => [`${name}.zone`, text])),
  };
}

/**
 * Authoritative for every site and for the root, so that any other name does not exist. Each query is written to the log.
 */
export function corefile(lab: Lab, folder: string): string {
  const zones = [
    ...lab.internet.sites.map(({ name }) => ({ origin: name, file: `${name}.zone` })),
    { origin: '.', file: 'root.zone' },
  ];
  return zones
    .map(({ origin, file }) =>
      [
        `${origin}:53 {`,
        `  bind ${lab.internet.nameServer}`,
        `  file "${folder}/${file}" ${origin}`,
        '  log',
        '  errors',
        '}',
        '',
      ].join('\n'),
    )
    .join('');
}

/** A zone whose name server is the internet's own (RFC 1035, section 5). */
function zoneFile(origin: string, lab: Lab, ...records: readonly string[]): string {
  const dotted = origin === '.' ? '.' : `${origin}.`;
  return [
    `$ORIGIN ${dotted}`,
    '$TTL 60',
    // Serial, refresh, retry, expire, and how long "no such name" may be remembered: short, so that lessons can change names.
    '@ IN SOA ns hostmaster 1 3600 600 86400 10',
    '@ IN NS ns',
    `ns IN A ${lab.internet.nameServer}`,
    ...records,
    '',
  ].join('\n');
}
