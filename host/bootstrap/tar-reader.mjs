// Reads tar archives (POSIX.1-2001, ustar) of ordinary files. Whatever else an archive can hold is refused: what is unpacked as root must
// not lead anywhere else, run as somebody else, or stand for a device. It needs no npm package.
import { damaged, foreign } from './bundle-fault.mjs';

const block = 512;

/** What a header's type can say besides an ordinary file, in words. */
const types = {
  1: 'a hard link',
  2: 'a symbolic link',
  3: 'a device',
  4: 'a device',
  5: 'a folder',
  6: 'a pipe',
};

/** The files of an archive in their order: `{ name, size, mode, pieces }`. Their pieces have to be read before the next one is asked for. */
export async function* tarFiles(source) {
  const bytes = new Bytes(source);
  try {
    for (;;) {
      const header = await bytes.take(block);
      if (header.every((byte) => byte === 0)) return await bytes.drain();
      const file = fileOf(header);
      let left = file.size;
      const pieces = async function* () {
        for await (const piece of bytes.pieces(file.size)) {
          left -= piece.length;
          yield piece;
        }
      };
      yield { ...file, pieces: pieces() };
      if (left > 0) throw new Error(`${file.name} was not read to its end`);
      await bytes.take((block - (file.size % block)) % block);
    }
  } finally {
    await bytes.end();
  }
}

function fileOf(header) {
  const sum = header.reduce((all, byte, at) => all + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== octal(header, 148, 8)) throw damaged('a header in it is not what was written');
  const [prefix, name] = [text(header, 345, 155), text(header, 0, 100)];
  const file = {
    name: prefix ? `${prefix}/${name}` : name,
    mode: octal(header, 100, 8),
    size: octal(header, 124, 12),
  };
  const type = String.fromCharCode(header[156] || 0x30);
  if (type !== '0')
    throw foreign(`it holds ${file.name}, which is ${types[type] ?? `of the unknown type ${JSON.stringify(type)}`}`);
  const isInside = file.name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  if (!isInside) throw foreign(`it holds a file that would lie elsewhere: ${JSON.stringify(file.name)}`);
  if ((file.mode & 0o7000) !== 0) throw foreign(`it holds ${file.name}, which would run with another's rights`);
  return file;
}

function text(header, start, length) {
  const field = header.toString('utf8', start, start + length);
  const end = field.indexOf('\0');
  return end < 0 ? field : field.slice(0, end);
}

function octal(header, start, length) {
  const digits = text(header, start, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw damaged('a header in it is not what was written');
  return parseInt(digits, 8);
}

/** Bytes that come in pieces of any length, taken by number. */
class Bytes {
  #source;
  #rest = Buffer.alloc(0);

  constructor(source) {
    this.#source = source[Symbol.asyncIterator]();
  }

  async *pieces(length) {
    for (let left = length; left > 0;) {
      while (this.#rest.length === 0) {
        const { value, done } = await this.#source.next();
        if (done) throw damaged('it ends too early');
        this.#rest = value;
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      yield piece;
    }
  }

  async take(length) {
    const pieces = [];
    for await (const piece of this.pieces(length)) pieces.push(piece);
    return Buffer.concat(pieces);
  }

  /** To the end, where a packed archive has its checksum. */
  async drain() {
    while (!(await this.#source.next()).done);
  }

  end = () => this.#source.return?.();
}
