import { parse, parseAllDocuments } from 'yaml';
import { exampleLab, exampleNames } from '../../../dev/expected/compare-expected';
import { expectedFiles, type Files, reference } from '../../../dev/expected/expected-files';
import { resolveLab } from '../../../lib/model';
import { toYaml } from '../../../lib/render/yaml';
import { synthesizeLab } from '../../../stacks/synthesize';

const files = expectedFiles(resolveLab());

/** Puts each document's files back into it, and each document into its stack. */
function together(files: Files, stack: string): unknown {
  const textOf = Object.fromEntries(Object.entries(files).map(([path, text]) => [reference(path), text]));
  return JSON.parse(files[`${stack}.tf.json`]!, (_key, value) => {
    const text = textOf[value];
    if (text === undefined) return value;
    const put = (_name: unknown, inner: unknown) => textOf[inner as string] ?? inner;
    if (value.endsWith('/user-data.tftpl')) return text.replace(/^contents of .*\n/gm, (line) => textOf[line.trimEnd()]!);
    if (value.startsWith(reference('manifests/')))
      return toYaml(...parseAllDocuments(text).map((document) => parse(String(document), put)));
    return text;
  });
}

test.each(exampleNames())('put together again, the files of examples/%s.yaml are its stacks', (name) => {
  const lab = exampleLab(name);
  const made = expectedFiles(lab);
  for (const [stack, text] of Object.entries(synthesizeLab(lab))) expect(together(made, stack)).toEqual(JSON.parse(text));
});

test('no JSON holds a document, and no user data a file of several lines', () => {
  for (const [path, text] of Object.entries(files)) {
    if (path.endsWith('.tf.json')) expect(text).not.toContain('\\n');
    if (path.endsWith('/user-data.tftpl')) expect(text).not.toMatch(/<<'EOF'\n.*\n(?!EOF\n)/);
  }
});

test('the files of a machine have the paths that they have on it', () => {
  expect(files['machines/control-plane/etc/lab/kubeadm.yaml']).toContain('kind: InitConfiguration');
  expect(files['machines/name-server/etc/bind/db.company.internal']).toContain('SOA');
  expect(files['machines/worker-1/etc/systemd/network/10-lan.network']).toContain('192.168.56.31/24');
  expect(files['manifests/Corefile']).toContain('forward . 192.168.56.50 {');
});

test('no file holds a secret or a path of this machine', () => {
  for (const text of Object.values(files)) {
    expect(text).not.toMatch(/-----BEGIN|ssh-ed25519 |\(\(secret/);
    expect(text).not.toContain(process.cwd());
  }
});

test('the same lab gives the same files in the same order', () => {
  const again = expectedFiles(resolveLab());
  expect(Object.entries(again)).toEqual(Object.entries(files));
  expect(Object.keys(again)).toEqual(Object.keys(again).sort());
});
