/** A port of this machine's loopback, and what in the lab it leads to. */
export interface Forward {
  readonly port: number;
  /** A name or an IPv4 address of the lab. */
  readonly host: string;
  readonly hostPort: number;
}

/**
 * Reads `8060:192.168.56.60:80`, or `80:www` short for `80:www:80`.
 * @returns the reason in words where it is none
 */
export function parseForward(text: string): Forward | string {
  const [port, host, hostPort = port, ...rest] = text.split(':');
  if (rest.length > 0) return 'it has more than PORT:HOST:HOST-PORT; only the loopback 127.0.0.1 listens';
  if (!host) return 'it has no host';
  const numbers = [port, hostPort].map(portOf);
  const wrong = [port, hostPort].find((_text, index) => numbers[index] === undefined);
  if (wrong !== undefined) return `the port ${wrong || '""'} is none from 1 to 65535`;
  return { port: numbers[0]!, host, hostPort: numbers[1]! };
}

/** A TCP port by its decimal number; undefined for any other text. */
export function portOf(text: string | undefined): number | undefined {
  if (text === undefined || !/^[1-9]\d{0,4}$/.test(text)) return undefined;
  return Number(text) <= 65535 ? Number(text) : undefined;
}
