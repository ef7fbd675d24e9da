/** One end of a connection. */
export interface Socket {
  readonly address: string;
  /** 1 to 65535. Absent: the kernel chooses it at random. */
  readonly port?: number;
}

export type Protocol = 'tcp' | 'udp';

/** The parts of a packet that its way depends on, and that translations change. */
export interface Packet {
  readonly protocol: Protocol;
  readonly source: Socket;
  readonly destination: Socket;
}

/** The packet that answers this one. */
export const reversed = ({ protocol, source, destination }: Packet): Packet => ({
  protocol,
  source: destination,
  destination: source,
});

/** Ports that the kernel chooses are equal to every port. */
export const sameSocket = (one: Socket, other: Socket): boolean =>
  one.address === other.address && (one.port === undefined || other.port === undefined || one.port === other.port);

export const samePacket = (one: Packet, other: Packet): boolean =>
  one.protocol === other.protocol && sameSocket(one.source, other.source) && sameSocket(one.destination, other.destination);

/** `192.168.56.60:80`; `*` for a port that the kernel chooses. */
export const describeSocket = ({ address, port }: Socket): string => `${address}:${port ?? '*'}`;

/** `198.51.100.20:39490 → 192.168.56.60:80`. */
export const describePacket = ({ source, destination }: Packet): string =>
  `${describeSocket(source)} → ${describeSocket(destination)}`;
