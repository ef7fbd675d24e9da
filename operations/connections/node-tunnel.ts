import type { Duplex } from 'node:stream';
import { Client, type ClientChannel } from 'ssh2';
import { ConnectError, faultWords } from './connect-error';

/** A machine that makes connections for others over SSH. */
export interface TunnelNode {
  readonly name: string;
  readonly address: string;
  /** Its public host key, as in the second word after its name in known_hosts (sshd(8)): base64. */
  readonly hostKey: string;
}

export interface TunnelOptions {
  /** Asked in this order; the first that lets this user log in is used. */
  readonly nodes: readonly TunnelNode[];
  readonly user: string;
  /** Text of the private key. */
  readonly privateKey: string;
  /** Makes the connection with the node's SSH server. */
  readonly connect: (address: string, port: number) => Promise<Duplex>;
  /** Seconds for a login. Default: 60, for an emulated machine. */
  readonly patience?: number;
}

/** Connections that a node of the cluster makes: to Services and pods. There is one login, made at the first connection. */
export class NodeTunnel {
  private login: Promise<Client> | undefined;

  constructor(private readonly options: TunnelOptions) {}

  /** @throws ConnectError */
  async open(address: string, port: number): Promise<Duplex> {
    const client = await this.loggedIn();
    const what = `${address}:${port}`;
    return new Promise<ClientChannel>((resolve, reject) => {
      const done = (error: Error | undefined, channel: ClientChannel) =>
        error ? reject(notOpened(what, error)) : resolve(channel);
      try {
        // Nobody listens at the first address and port; sshd writes them into its log (RFC 4254, section 7.2).
        client.forwardOut('127.0.0.1', 0, address, port, done);
      } catch (error) {
        reject(notOpened(what, error as Error));
      }
    });
  }

  /** Ends the login, and every connection with it. */
  async close(): Promise<void> {
    const client = await this.login?.catch(() => undefined);
    client?.end();
  }

  private loggedIn(): Promise<Client> {
    this.login ??= this.logIn().catch((error: unknown) => {
      this.login = undefined;
      throw error;
    });
    return this.login;
  }

  private async logIn(): Promise<Client> {
    const faults: string[] = [];
    for (const node of this.options.nodes) {
      try {
        const client = await this.logInTo(node);
        client.once('close', () => (this.login = undefined));
        return client;
      } catch (error) {
        faults.push(`${node.name}: ${(error as Error).message}`);
      }
    }
    throw new ConnectError('unreachable', `no node of the cluster makes the connection: ${faults.join('; ')}`);
  }

  private async logInTo({ address, hostKey }: TunnelNode): Promise<Client> {
    const { user, privateKey, connect, patience = 60 } = this.options;
    const sock = await connect(address, 22);
    const client = new Client();
    return new Promise((resolve, reject) => {
      client.once('ready', () => resolve(client));
      // Later errors end the login, which `close` tells.
      client.on('error', reject);
      client.once('close', () => reject(new Error('it closed the connection')));
      client.connect({
        sock,
        username: user,
        privateKey,
        hostVerifier: (key: Buffer) => key.toString('base64') === hostKey,
        readyTimeout: patience * 1000,
        // A node that lost its power is noticed after a minute.
        keepaliveInterval: 15_000,
        keepaliveCountMax: 4,
      });
    });
  }
}

/** sshd tells the error of its own connect(2) in words. */
function notOpened(what: string, { message }: Error): ConnectError {
  const fault = /refused/i.test(message) ? 'refused' : /timed out/i.test(message) ? 'timeout' : 'unreachable';
  return new ConnectError(fault, `${what}: ${faultWords[fault]}`);
}
