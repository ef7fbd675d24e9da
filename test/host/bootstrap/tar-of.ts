/** A file of an archive, honest or not. */
export interface Entry {
  readonly name: string;
  readonly content?: string | Buffer;
  /** As in tar(5): `0` is an ordinary file. */
  readonly type?: string;
  readonly mode?: number;
}

/** An archive as tar(5) describes ustar, with whatever a test wants in it. */
export function tarOf(entries: readonly Entry[]): Buffer {
  const blocks = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? '');
    return [headerOf(entry, content.length), content, Buffer.alloc((512 - (content.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function headerOf({ name, type = '0', mode = 0o644 }: Entry, size: number): Buffer {
  const header = Buffer.alloc(512);
  const put = (text: string, at: number) => header.write(text, at, 'latin1');
  put(name, 0);
  put(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  put(`${size.toString(8).padStart(11, '0')}\0`, 124);
  put(' '.repeat(8), 148);
  put(type, 156);
  put('ustar\x0000', 257);
  const sum = header.reduce((all, byte) => all + byte, 0);
  put(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
