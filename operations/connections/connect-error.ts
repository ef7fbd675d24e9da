/** Why a connection was not made. */
export type ConnectFault = 'unknown-name' | 'refused' | 'unreachable' | 'timeout' | 'not-allowed' | 'failed';

/** A connection into the lab that was not made; the message says with whom and why. */
export class ConnectError extends Error {
  constructor(
    readonly fault: ConnectFault,
    message: string,
  ) {
    super(message);
    this.name = 'ConnectError';
  }
}

const faults: Readonly<Record<string, ConnectFault>> = {
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ETIMEDOUT: 'timeout',
  EACCES: 'not-allowed',
  EPERM: 'not-allowed',
  ENOTFOUND: 'unknown-name',
  ENODATA: 'unknown-name',
  EBADNAME: 'unknown-name',
  ETIMEOUT: 'timeout',
};

/** What an errno(3) or an error code of c-ares means here. */
export const faultOfCode = (code: string | undefined): ConnectFault => faults[code ?? ''] ?? 'failed';

/** Words for a person. */
export const faultWords: Readonly<Record<ConnectFault, string>> = {
  'unknown-name': 'there is no such name',
  refused: 'the connection was refused',
  unreachable: 'there is no way to it',
  timeout: 'it did not answer',
  'not-allowed': 'it is not allowed',
  failed: 'the connection failed',
};
