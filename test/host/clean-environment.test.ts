import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cleanEnvironment } from '../../host/clean-environment';
import { run } from '../../host/run';
import { startDetached } from '../../hypervisor/processes/processes';
import { waitFor } from '../../host/wait';

/** Each of them leads a program that the lab runs elsewhere. */
const leading = [
  ...['KUBE_TOKEN', 'KUBE_PASSWORD', 'KUBE_INSECURE', 'KUBE_PROXY_URL', 'KUBE_HOST', 'KUBE_CTX_CLUSTER', 'KUBECONFIG'],
  ...['KUBECTL_EXTERNAL_DIFF', 'KUBERNETES_SERVICE_HOST'],
  ...['TF_CLI_ARGS', 'TF_CLI_ARGS_apply', 'TF_WORKSPACE', 'TF_DATA_DIR', 'TF_LOG', 'TF_LOG_PATH', 'TF_VAR_libvirt_uri'],
  ...['TF_CLI_CONFIG_FILE', 'TF_REATTACH_PROVIDERS', 'TF_PLUGIN_CACHE_DIR', 'TF_LIBVIRT_RNG_DEV', 'TF_ENCRYPTION'],
  ...['TERRAFORM_LIBVIRT_TEST_DOMAIN_TYPE', 'LIBVIRT_DEFAULT_URI', 'VIRSH_DEFAULT_CONNECT_URI', 'LIBVIRT_DEBUG'],
  ...['LIBVIRT_LOG_OUTPUTS', 'LIBVIRT_DRIVER_DIR', 'VIRSH_DEBUG'],
  ...[
    'GOFLAGS',
    'GOEXPERIMENT',
    'GOAMD64',
    'GOOS',
    'GOWORK',
    'GOENV',
    'GOFIPS140',
    'GODEBUG',
    'GOCACHEPROG',
    'CGO_CFLAGS',
    'CC',
    'CPATH',
  ],
  ...['NODE_OPTIONS', 'NODE_PATH', 'NODE_COMPILE_CACHE', 'ESBUILD_BINARY_PATH', 'TSX_TSCONFIG_PATH'],
  ...['LD_PRELOAD', 'LD_LIBRARY_PATH', 'LD_AUDIT', 'GCONV_PATH', 'GLIBC_TUNABLES', 'BASH_ENV', 'ENV', 'BASH_FUNC_ls%%', 'PS4'],
  ...['PYTHONPATH', 'PERL5LIB', 'PERL5OPT', 'GIT_SSH_COMMAND', 'GIT_CONFIG_COUNT', 'SSH_ASKPASS', 'CURL_HOME', 'APT_CONFIG'],
  ...['OPENSSL_CONF', 'SSLKEYLOGFILE', 'HOSTALIASES', 'XML_CATALOG_FILES', 'QEMU_AUDIO_DRV', 'DPKG_ROOT'],
];
/** Each of them is asked for by what the lab runs, or by the user of `./lab exec`. */
const needed = [
  ...['PATH', 'HOME', 'USER', 'SHELL', 'TERM', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'SUDO_UID', 'CI', 'NO_COLOR', 'EDITOR', 'PS1'],
  ...[
    'http_proxy',
    'HTTPS_PROXY',
    'NO_PROXY',
    'SSL_CERT_FILE',
    'NODE_EXTRA_CA_CERTS',
    'npm_config_registry',
    'LAB_CACHE',
    'LAB_TERRAFORM',
  ],
  ...[
    'GOPROXY',
    'GOSUMDB',
    'GONOSUMDB',
    'GOPRIVATE',
    'GOPATH',
    'GOMODCACHE',
    'GOCACHE',
    'GOROOT',
    'GOTOOLCHAIN',
    'GOAUTH',
    'GOVCS',
  ],
  ...['TERRAFORM_BINARY_NAME', 'CDKTF_LOG_LEVEL', 'SSH_AUTH_SOCK', 'SSH_CONNECTION', 'GOOGLE', 'TFENV', 'KEYBOARD', 'MINE'],
];
const all = Object.fromEntries([...leading, ...needed].map((name) => [name, 'x']));

test('what leads a command elsewhere is taken away, and nothing else', () => {
  expect(Object.keys(cleanEnvironment(all)).sort()).toEqual([...needed].sort());
});

describe('a program that the lab starts', () => {
  let folder: string;
  let program: string;
  const planted = ['KUBE_TOKEN', 'TF_CLI_ARGS', 'LIBVIRT_DEFAULT_URI', 'NODE_OPTIONS', 'MINE_TOO'];
  const before = { ...process.env };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'environment-'));
    program = join(folder, 'program');
    writeFileSync(program, '#!/bin/sh\nenv\n');
    chmodSync(program, 0o755);
    for (const name of planted) process.env[name] = '--planted';
  });
  afterEach(() => {
    for (const name of planted) {
      if (before[name] === undefined) delete process.env[name];
      else process.env[name] = before[name];
    }
    rmSync(folder, { recursive: true });
  });
  const names = (text: string) => planted.filter((name) => text.includes(`${name}=--planted`));

  test('and waits for does not see it, but what it is given on purpose', async () => {
    const { stdout } = await run(program, [], { env: { TF_CLI_ARGS: '-no-color', PATH: process.env.PATH, HOME: undefined } });
    expect(names(stdout)).toEqual(['MINE_TOO']);
    expect(stdout).toContain('TF_CLI_ARGS=-no-color');
    expect(stdout).not.toMatch(/^HOME=/m);
  });

  test('and leaves running does not see it', async () => {
    const log = join(folder, 'log');
    await startDetached([program], log);
    const printed = await waitFor(
      () => {
        const text = readFileSync(log, 'utf8');
        return Promise.resolve({ value: text.includes('MINE_TOO') ? text : undefined, observation: text });
      },
      { what: 'the program’s variables', deadline: 10, interval: 0.05 },
    );
    expect(names(printed)).toEqual(['MINE_TOO']);
  });
});
