import { readFileSync } from 'node:fs';

/** The two ends of a TCP connection over the loopback, as the one who accepted it sees them. */
export interface LoopbackConnection {
  /** Port of the one who connected. */
  readonly remotePort: number;
  /** Port that listens. */
  readonly localPort: number;
}

/**
 * The user whose program is at the other end of a connection over 127.0.0.1; undefined where it is gone, or this machine does not tell.
 * @see proc_net(5): /proc/net/tcp, and tcp6 for programs that use IPv4 addresses within IPv6
 */
export function socketOwner(connection: LoopbackConnection, read: (file: string) => string = readTable): number | undefined {
  const ends = [`${hex(connection.remotePort)}`, `${hex(connection.localPort)}`] as const;
  for (const [file, address] of tables) {
    const uid = ownerIn(read(file), `${address}:${ends[0]}`, `${address}:${ends[1]}`);
    if (uid !== undefined) return uid;
  }
  return undefined;
}

/** 127.0.0.1 as the kernel prints it: words of 32 bits in the machine's byte order, which is little-endian where the lab runs. */
const tables = [
  ['/proc/net/tcp', '0100007F'],
  ['/proc/net/tcp6', '0000000000000000FFFF00000100007F'],
] as const;

const hex = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

/** Columns by their place: 1 local, 2 remote, 7 user, 9 inode. What no program holds any more has inode 0 and says user 0. */
function ownerIn(table: string, local: string, remote: string): number | undefined {
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    if (columns[1] === local && columns[2] === remote && columns[9] !== '0') return Number(columns[7]);
  }
  return undefined;
}

function readTable(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
