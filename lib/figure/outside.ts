import type { Lab } from '../model';
import { address, name, note } from './lines';
import type { Box, Lane, Line, Link } from './scene';
import { more, type Say, words } from './figure-words';

/** What lies beyond the gateway, and the gateway. */
export function outside({ internet, network }: Lab, say: Say): { lanes: readonly Lane[]; links: readonly Link[] } {
  const host = (id: string, lines: readonly Line[]): Box => ({ id: `outside.${id}`, kind: 'host', lines });
  const user = host('user', [name(say(words.outsideUser)), address(internet.client)]);
  const simulated = [
    host('name-server', [name(say(words.outsideNameServer)), address(internet.nameServer)]),
    host('web-server', [name(say(words.webServer)), address(internet.webServer), ...sites(internet.sites, say)]),
  ];
  const router = host('router', [name(say(words.router)), address(internet.router)]);
  const hosts = internet.kind === 'uplink' ? [user] : [user, ...simulated];
  return {
    lanes: [
      {
        id: 'outside',
        kind: 'outside',
        lines: [
          name(say(words.outside)),
          address(internet.link),
          note(say(internet.kind === 'uplink' ? words.uplink : words.simulated)),
        ],
        boxes: [...hosts, router],
      },
      {
        id: 'between',
        kind: 'between',
        lines: [],
        boxes: [
          {
            id: 'gateway',
            kind: 'host',
            lines: [name(say(words.gateway)), address(`${internet.gateway} · ${network.gateway}`), note(say(words.gatewayDoes))],
          },
        ],
      },
    ],
    links: [
      { above: user.id, below: router.id, kind: 'request' },
      ...(hosts.length > 1 ? answering(router.id) : []),
      { above: router.id, below: 'gateway', kind: 'request' },
    ],
  };
}

const answering = (router: string): Link[] => [
  { above: 'outside.name-server', below: router, kind: 'question', upwards: true },
  { above: 'outside.web-server', below: router, kind: 'request', upwards: true },
];

/** As many names as a box has room for. */
function sites(all: Lab['internet']['sites'], say: Say): Line[] {
  const shown = all.slice(0, all.length > 4 ? 3 : 4).map((site) => note(site.name));
  return all.length > shown.length ? [...shown, note(say(more(all.length - shown.length)))] : shown;
}
