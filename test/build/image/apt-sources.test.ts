import { acquireOptions, sourceLines } from '../../../build/image/apt-sources';

const targets = [
  'Debian|bookworm|http://mirror.example/debian/|bookworm|main',
  'Debian|bookworm|http://mirror.example/debian/|bookworm|contrib',
  'Debian|bookworm-updates|http://mirror.example/debian/|bookworm-updates|main',
  'Debian|bookworm-security|http://mirror.example/security/|bookworm-security|main',
  'Debian Backports|bookworm-backports|http://mirror.example/debian/|bookworm-backports|main',
  'Debian|trixie|http://mirror.example/debian/|trixie|main',
  'Debian|bookworm|cdrom:[Debian]/|bookworm|main',
  'Node Source|nodistro|https://node.example/|nodistro|main',
].join('\n');

test('of all sources apt knows, the release, its updates and its security fixes are taken', () => {
  expect(sourceLines(targets, 'bookworm')).toEqual([
    'deb http://mirror.example/debian/ bookworm main',
    'deb http://mirror.example/debian/ bookworm-updates main',
    'deb http://mirror.example/security/ bookworm-security main',
  ]);
});

test('updates alone are no source, so that mmdebstrap takes Debian’s own', () => {
  expect(sourceLines('Debian|bookworm-updates|http://mirror.example/debian/|bookworm-updates|main', 'bookworm')).toEqual([]);
  expect(sourceLines('', 'bookworm')).toEqual([]);
});

test('proxies and tolerance for old indexes are taken over, and apt’s built-in defaults are not', () => {
  const dump = [
    'Acquire "";',
    'Acquire::http "";',
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::https::Timeout "30";',
    'Acquire::Check-Valid-Until "false";',
    'Acquire::Languages:: "none";',
    'Acquire::CompressionTypes::xz "xz";',
  ].join('\n');
  expect(acquireOptions(dump)).toEqual([
    'Acquire::http::Proxy "http://proxy.example:3128";',
    'Acquire::https::Timeout "30";',
    'Acquire::Check-Valid-Until "false";',
  ]);
});
