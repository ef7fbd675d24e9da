/**
 * The rooms of this house and the direction of its arrows: a file may import from its own room and from those that its room names.
 * ESLint holds it (eslint.config.js), a test measures it, and docs/architecture.md draws it.
 *   may      rooms that it imports from
 *   pure     it only computes: no files, no processes, no network
 *   cdktf    it may import cdktf, which is archived and lives on under another name: a move touches these alone
 */
const rooms = {
  'lib/model': { may: [], pure: true },
  'lib/definition': { may: ['lib/model'], pure: true },
  'lib/render': { may: ['lib/model', 'versions'], pure: true },
  'lib/constructs': { may: ['lib/model', 'lib/render', 'versions'], cdktf: true },
  'lib/probe': { may: ['lib/model'], pure: true },
  'lib/path': { may: ['lib/model'], pure: true },
  'lib/trace': { may: ['lib/model', 'lib/path', 'lib/probe'], pure: true },
  'lib/bench': { may: [], pure: true },
  'lib/capacity': { may: ['lib/model', 'lib/bench'], pure: true },
  'lib/verify': { may: ['lib/model', 'lib/probe'], pure: true },
  'lib/claims': { may: ['lib/model', 'lib/probe', 'lib/verify'], pure: true },
  'lib/capture': {
    may: ['lib/model', 'lib/probe', 'lib/path', 'lib/trace', 'lib/verify', 'lib/claims'],
    pure: true,
  },
  'lib/exercises': { may: ['lib/model', 'lib/render', 'lib/probe', 'lib/verify'], pure: true },
  'lib/figure': { may: ['lib/model', 'lib/verify'], pure: true },
  'lib/report': {
    may: ['lib/model', 'lib/probe', 'lib/path', 'lib/trace', 'lib/verify', 'lib/claims', 'lib/figure'],
    pure: true,
  },
  stacks: { may: ['lib/model', 'lib/constructs'], cdktf: true },
  library: { may: ['stacks', 'lib/constructs', 'lib/definition', 'lib/model'] },
  host: { may: [] },
  'build/go': { may: ['host'] },
  'build/image': { may: ['build/go', 'host', 'versions'] },
  'build/toolchain': { may: ['build/go', 'host', 'versions'] },
  'build/conformance': { may: ['build/go', 'build/image', 'host', 'lib/report'] },
  'build/bundle': { may: ['build/conformance', 'build/go', 'build/image', 'build/toolchain', 'host'] },
  'hypervisor/ownership': { may: ['host'] },
  'hypervisor/port': { may: ['hypervisor/ownership', 'host', 'lib/model'] },
  'hypervisor/network': { may: ['hypervisor/ownership', 'hypervisor/port', 'host', 'lib/model'] },
  'hypervisor/processes': { may: ['hypervisor/network', 'hypervisor/port', 'host', 'lib/model'] },
  'hypervisor/libvirt': { may: ['hypervisor/ownership', 'hypervisor/port', 'host', 'lib/model'] },
  'hypervisor/preflight': {
    may: ['hypervisor/libvirt', 'hypervisor/ownership', 'hypervisor/port', 'host', 'lib/capacity', 'lib/model'],
  },
  'hypervisor/internet': { may: ['hypervisor/network', 'hypervisor/port', 'hypervisor/processes', 'host', 'lib/model'] },
  'hypervisor/system': {
    may: [
      'hypervisor/libvirt',
      'hypervisor/network',
      'hypervisor/ownership',
      'hypervisor/port',
      'hypervisor/preflight',
      'hypervisor/processes',
      'host',
      'lib/model',
    ],
  },
  'hypervisor/embedded': {
    may: [
      'hypervisor/internet',
      'hypervisor/libvirt',
      'hypervisor/network',
      'hypervisor/ownership',
      'hypervisor/port',
      'hypervisor/preflight',
      'hypervisor/processes',
      'host',
      'lib/model',
    ],
  },
  hypervisor: { may: ['hypervisor/*', 'host', 'lib/model'] },
  'operations/secrets': { may: ['host', 'lib/model', 'lib/render'] },
  'operations/events': { may: ['host'] },
  'operations/context': {
    may: ['operations/events', 'operations/live-probe', 'operations/secrets', 'build/image', 'hypervisor', 'host', 'lib/model'],
  },
  'operations/lab-folder': { may: ['operations/context', 'hypervisor', 'host', 'lib', 'lib/*'] },
  'operations/terraform': {
    may: [
      'operations/context',
      'operations/lab-folder',
      'build/image',
      'build/toolchain',
      'hypervisor',
      'stacks',
      'host',
      'lib/model',
    ],
  },
  'operations/cluster': {
    may: [
      'operations/context',
      'operations/lab-folder',
      'operations/terraform',
      'hypervisor',
      'hypervisor/libvirt',
      'host',
      'lib/model',
    ],
  },
  'operations/checkpoint': {
    may: [
      'operations/context',
      'operations/lab-folder',
      'operations/live-probe',
      'hypervisor',
      'host',
      'lib/model',
      'lib/definition',
      'stacks',
    ],
  },
  'operations/ready': {
    may: [
      'operations/checkpoint',
      'operations/context',
      'operations/secrets',
      'build/image',
      'build/toolchain',
      'hypervisor',
      'host',
      'lib/model',
      'lib/definition',
      'lib/render',
      'stacks',
      'versions',
    ],
  },
  'operations/live-probe': { may: ['host', 'lib/model', 'lib/probe', 'lib/render'] },
  'operations/connections': {
    may: [
      'operations/context',
      'operations/lab-folder',
      'operations/live-probe',
      'operations/secrets',
      'hypervisor',
      'host',
      'lib/model',
      'lib/render',
    ],
  },
  operations: {
    may: ['operations/*', 'build/*', 'hypervisor', 'hypervisor/*', 'stacks', 'host', 'lib/*', 'versions', 'package'],
  },
  cli: { may: ['package', 'operations', 'operations/*', 'host', 'lib/*'] },
  dev: { may: ['*'] },
};

/** The innermost room of a file, by its path below the project's folder; a file at the top is a room by its own name. */
function roomOf(path) {
  const folders = path.split('/').slice(0, -1);
  for (let depth = folders.length; depth > 0; depth -= 1) {
    const name = folders.slice(0, depth).join('/');
    if (rooms[name]) return name;
  }
  return folders[0] ?? path.replace(/\.(ts|js|json)$/, '');
}

/** Whether a room may import from another one. `operations/*` names every room in that folder. */
function mayImport(from, to) {
  if (from === to) return true;
  return (rooms[from]?.may ?? ['*']).some(
    (name) => name === to || name === '*' || (name.endsWith('/*') && to.startsWith(name.slice(0, -1))),
  );
}

module.exports = { rooms, roomOf, mayImport };
