import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DefinitionError, resolveLab } from '../../../lib/model';
import { findLabFile, readLab } from '../../../operations/lab-folder/lab-file';

describe('a file', () => {
  let folder: string;
  beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lab-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  test('that is not there is refused by its name', () => {
    const file = join(folder, 'lab.yaml');
    expect(() => readLab(file)).toThrow(DefinitionError);
    expect(() => readLab(file)).toThrow(`the file ${file}: cannot be read: ENOENT`);
  });

  test('that is a folder is refused', () => {
    expect(() => readLab(folder)).toThrow('cannot be read: EISDIR');
  });

  test('is read, and named in what is said about it', () => {
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, 'name: workshop\n');
    expect(readLab(file)).toEqual(resolveLab({ name: 'workshop' }));
    writeFileSync(file, 'name: Workshop\n');
    expect(() => readLab(file)).toThrow(
      `${file} has a problem:\n  ${file}:1:7: name Workshop: has upper-case letters; write workshop`,
    );
  });

  test('is found as lab.yaml in its folder, or where it is said to be', () => {
    expect(findLabFile(folder)).toBeUndefined();
    expect(findLabFile(folder, 'other.yaml')).toBe('other.yaml');
    writeFileSync(join(folder, 'lab.yaml'), '');
    expect(findLabFile(folder)).toBe(join(folder, 'lab.yaml'));
    expect(findLabFile(folder, '')).toBe(join(folder, 'lab.yaml'));
  });

  test('of another user, or where others may write, is not taken from the working folder, but where it is named', () => {
    const file = join(folder, 'lab.yaml');
    writeFileSync(file, '');
    chmodSync(folder, 0o777);
    expect(() => findLabFile(folder)).toThrow(
      `the file ${file}: is not yours alone: ${folder} can be written by other users (mode 0777, group ${process.getegid!()}); name it if you mean it (--config ${file}), or work in another folder`,
    );
    expect(findLabFile(folder, file)).toBe(file);
    chmodSync(folder, 0o1777);
    expect(findLabFile(folder)).toBe(file);
    if (process.geteuid!() !== 0) return;
    chownSync(file, 65534, 65534);
    expect(() => findLabFile(folder)).toThrow('is not yours alone: ');
  });

  test('need not be: there is the default lab', () => {
    expect(readLab(undefined)).toEqual(resolveLab());
  });
});

describe('a file’s encoding', () => {
  const read = (bytes: Buffer) => {
    const file = join(mkdtempSync(join(tmpdir(), 'lab-')), 'lab.yaml');
    try {
      writeFileSync(file, bytes);
      return readLab(file);
    } finally {
      rmSync(join(file, '..'), { recursive: true });
    }
  };
  test('that is UTF-16 is told with its place', () => {
    expect(() => read(Buffer.from('\ufeffname: lab\n', 'utf16le'))).toThrow(
      /lab\.yaml:1:1: is encoded as UTF-16; save it as UTF-8$/,
    );
  });
  test('may have the byte order mark of UTF-8', () => {
    expect(read(Buffer.from('\ufeffname: workshop\n'))).toEqual(resolveLab({ name: 'workshop' }));
  });
});
