/** A file of an archive. Its pieces have to be read before the next file is asked for. */
export interface TarFile {
  readonly name: string;
  readonly mode: number;
  readonly size: number;
  readonly pieces: AsyncIterable<Buffer>;
}

export declare function tarFiles(source: AsyncIterable<Buffer>): AsyncGenerator<TarFile>;
