import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { cleanEnvironment } from '../../host/clean-environment';
import { environmentError } from '../../host/user-error';
import { ConnectError, faultOfCode, faultWords } from './connect-error';

/** The program that makes connections at a vantage point. */
export const connectorProgram = join(__dirname, 'connector-program.mjs');

/** Seconds that a connection may take; an emulated machine that is busy answers late. */
const patience = 20;

interface Answer {
  readonly id: number;
  readonly address?: string;
  readonly code?: string;
}

interface Waiting {
  readonly what: string;
  resolve(answer: Answer, socket: Socket | undefined): void;
  reject(error: Error): void;
}

/** Makes connections at a place where this program itself is not, by a process that it has started there. */
export class Connector {
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  /** Comes when the process has ended, whatever ended it. */
  readonly ended: Promise<void>;

  private constructor(private readonly child: ChildProcess) {
    this.ended = new Promise((resolve) => child.once('exit', () => resolve()));
    child.on('message', (answer: Answer, socket) => this.take(answer, socket as Socket | undefined));
    void this.ended.then(() => {
      for (const { what, reject } of this.waiting.values()) reject(new ConnectError('failed', `${what}: the lab has ended`));
      this.waiting.clear();
    });
  }

  /**
   * Starts the process.
   * @param options.command makes the words that run `connectorProgram` with these words at the place
   * @param options.log receives what it says on standard error
   */
  static async start(options: {
    readonly command: (program: string, args: readonly string[]) => readonly string[];
    readonly nameServers?: readonly string[];
    readonly log: string;
    readonly seconds?: number;
  }): Promise<Connector> {
    const words = [String(options.seconds ?? patience), ...(options.nameServers ? [options.nameServers.join(',')] : [])];
    const [file, ...args] = options.command(connectorProgram, words);
    const log = openSync(options.log, 'a', 0o600);
    // Ctrl-C is for this program, which ends the connector itself.
    const child = spawn(file!, args, { stdio: ['ignore', log, log, 'ipc'], detached: true, cwd: '/', env: cleanEnvironment() });
    closeSync(log);
    await started(child, file!, options.log);
    return new Connector(child);
  }

  /** The first address of a name, as the name servers of the place know it. @throws ConnectError */
  async resolve(name: string): Promise<string> {
    return (await this.ask({ name }, name)).answer.address!;
  }

  /** A connection with an IPv4 address. @throws ConnectError */
  async connect(address: string, port: number): Promise<Socket> {
    const { socket } = await this.ask({ address, port }, `${address}:${port}`);
    // It was reset while it was handed over.
    if (!socket) throw new ConnectError('refused', `${address}:${port}: ${faultWords.refused}`);
    socket.allowHalfOpen = true;
    return socket;
  }

  /** Ends the process; connections that were made live on. */
  async close(): Promise<void> {
    if (this.child.connected) this.child.disconnect();
    await this.ended;
  }

  private ask(question: object, what: string): Promise<{ answer: Answer; socket: Socket | undefined }> {
    const id = (this.last += 1);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { what, resolve: (answer, socket) => resolve({ answer, socket }), reject });
      const lost = () => this.waiting.delete(id) && reject(new ConnectError('failed', `${what}: the lab has ended`));
      if (!this.child.connected) return void lost();
      this.child.send({ id, ...question }, (error) => void (error && lost()));
    });
  }

  private take(answer: Answer, socket: Socket | undefined): void {
    const asked = this.waiting.get(answer.id);
    this.waiting.delete(answer.id);
    if (!asked) return void socket?.destroy();
    if (answer.code === undefined) return asked.resolve(answer, socket);
    const fault = faultOfCode(answer.code);
    asked.reject(new ConnectError(fault, `${asked.what}: ${faultWords[fault]}`));
  }
}

/** Waits for the first word of the process. */
function started(child: ChildProcess, file: string, log: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('error', (cause) => reject(environmentError(`${file} could not be started: ${cause.message}`, { cause })));
    child.once('exit', (status) =>
      reject(environmentError(`the program that makes connections ended with ${status}`, { remedy: `its output is in ${log}` })),
    );
  });
}
