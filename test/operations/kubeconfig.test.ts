import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { labFiles } from '../../host/lab-files';
import { projectRoot } from '../../host/paths';
import { newIdentity } from '../../hypervisor/ownership/identity';
import { forgetKubeconfigs, mergeKubeconfig, removeFromKubeconfigs } from '../../operations/kubeconfig';
import { ensureSecrets } from '../../operations/secrets/lab-secrets';
import { RunningLab } from './running-lab';

jest.setTimeout(60_000);

const saved = { ...process.env };
let running: RunningLab;
let home: string;
let config: string;
beforeEach(async () => {
  running = new RunningLab();
  running.hypervisor.identity = newIdentity('lesson');
  await ensureSecrets(running.context.lab, running.stateDir);
  home = mkdtempSync(join(tmpdir(), 'home-'));
  config = join(home, '.kube', 'config');
  process.env.HOME = home;
  for (const name of ['KUBECONFIG', 'SUDO_UID', 'SUDO_GID', 'SUDO_USER']) delete process.env[name];
});
afterEach(() => {
  process.env = { ...saved };
  running.remove();
  rmSync(home, { recursive: true });
});

interface Config {
  readonly clusters: readonly { readonly name: string; readonly cluster: Readonly<Record<string, string>> }[];
  readonly contexts: readonly { readonly name: string }[];
  readonly 'current-context': string;
}
const read = (file = config) => parse(readFileSync(file, 'utf8')) as Config;

test('a lab that has not been built has no context to merge', async () => {
  rmSync(labFiles(running.stateDir).secrets, { recursive: true });
  await expect(mergeKubeconfig(running.context)).rejects.toMatchObject({ kind: 'lab', remedy: 'build it with ./lab up' });
  expect(existsSync(config)).toBe(false);
});

test('a context of the name that is no lab’s is refused, and the file stays as it is', async () => {
  const text = 'contexts: [{name: lesson, context: {cluster: prod, user: me}}]\n';
  mkdirSync(join(home, '.kube'));
  writeFileSync(config, text);
  await expect(mergeKubeconfig(running.context)).rejects.toMatchObject({
    kind: 'environment',
    message: expect.stringMatching(/was not changed: it has a context "lesson" that is no lab’s/),
  });
  expect(readFileSync(config, 'utf8')).toBe(text);
  expect(await removeFromKubeconfigs(running.context)).toEqual([]);
});

test('a file that kubectl is changing is left alone', async () => {
  mkdirSync(join(home, '.kube'));
  writeFileSync(`${config}.lock`, '');
  await expect(mergeKubeconfig(running.context)).rejects.toMatchObject({ remedy: expect.stringContaining(`${config}.lock`) });
  expect([existsSync(config), existsSync(`${config}.lock`)]).toEqual([false, true]);
});

test('the context is merged through the proxy into a file for the user alone, and removed again', async () => {
  expect(await mergeKubeconfig(running.context)).toEqual({ file: config, proxyPort: 1080 });
  expect(read()).toMatchObject({
    'current-context': 'lesson',
    clusters: [{ name: 'lesson', cluster: { server: 'https://192.168.56.30:6443', 'proxy-url': 'socks5://127.0.0.1:1080' } }],
  });
  expect(statSync(config).mode & 0o777).toBe(0o600);
  expect(existsSync(`${config}.lock`)).toBe(false);
  expect(await removeFromKubeconfigs(running.context)).toEqual([config]);
  expect(read()).toMatchObject({ 'current-context': '', clusters: [], contexts: [] });
  expect(await removeFromKubeconfigs(running.context)).toEqual([]);
});

test('of KUBECONFIG’s files the first that is there is changed, and a link stays one', async () => {
  const [missing, linked, other] = ['missing', 'linked', 'other'].map((name) => join(home, name));
  writeFileSync(other!, 'apiVersion: v1\nkind: Config\n# kept\n', { mode: 0o644 });
  symlinkSync(other!, linked!);
  process.env.KUBECONFIG = [missing, linked].join(':');
  expect((await mergeKubeconfig(running.context)).file).toBe(linked);
  expect(lstatSync(linked!).isSymbolicLink()).toBe(true);
  expect(read(other).contexts.map(({ name }) => name)).toEqual(['lesson']);
  expect(readFileSync(other!, 'utf8')).toContain('# kept');
  expect([existsSync(missing!), statSync(other!).mode & 0o777]).toEqual([false, 0o600]);
});

test('the removal of the lab takes the context out of the file it went to, whatever KUBECONFIG says then', async () => {
  await mergeKubeconfig(running.context);
  process.env.KUBECONFIG = join(home, 'elsewhere');
  forgetKubeconfigs(running.context);
  expect(read().contexts).toEqual([]);
  expect(running.notes).toEqual([`${config} has no context "lesson" any more`]);
});

test('a kubeconfig that is damaged since does not keep the lab from being removed', async () => {
  await mergeKubeconfig(running.context);
  writeFileSync(config, 'a: [');
  forgetKubeconfigs(running.context);
  expect(running.notes).toEqual([expect.stringMatching(/^the context "lesson" stays in a kubeconfig: /)]);
});

test('a context of another checkout is not taken for this one’s', async () => {
  await mergeKubeconfig(running.context);
  writeFileSync(config, readFileSync(config, 'utf8').replaceAll(projectRoot, '/elsewhere'));
  await expect(mergeKubeconfig(running.context)).rejects.toThrow('of the lab in /elsewhere');
});
