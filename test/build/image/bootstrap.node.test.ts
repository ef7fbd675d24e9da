import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { overlayFolder } from '../../../build/image/root-filesystem';
import { type Checked, NodeRoot } from '../../lib/render/node-root';

/**
 * The bootstrap script runs in a machine's root filesystem (`LAB_NODE_ROOT`). kubeadm and kubectl are written down instead of run,
 * and fail where the test says so: a cluster takes machines.
 */
let root: NodeRoot;
let script: string;
beforeEach(() => {
  root = new NodeRoot(process.env.LAB_NODE_ROOT!);
  script = root.write('bootstrap.sh', readFileSync(join(overlayFolder, 'usr/local/lib/lab/bootstrap.sh'), 'utf8'));
  root.write('calls', '');
  const log = `echo "\${0##*/} $*" >>${root.folder}/calls`;
  // As kubeadm does: init makes the administrator's file, reset takes the authority away.
  root.write('bin/kubeadm', `#!/bin/sh\n${log}\n[ ! -e ${root.folder}/fail-"$1" ] || exit 1\n${kubeadm}`);
  root.write('bin/kubectl', `#!/bin/sh\n${log}\n[ ! -e ${root.folder}/fail-"$1" ] || exit 1\n${kubectl}`);
  root.run('sh', '-c', `chmod 755 ${root.folder}/bin/*; rm -rf /var/lib/lab /etc/lab /etc/kubernetes /root/.kube`);
  root.run('sh', '-c', 'mkdir -p /etc/lab/pki && echo certificate >/etc/lab/pki/ca.crt && echo key >/etc/lab/pki/ca.key');
});
afterEach(() => root.remove());

const kubeadm = `case $1 in
  init) cat /etc/kubernetes/pki/ca.crt /etc/kubernetes/pki/ca.key && echo administrator >/etc/kubernetes/admin.conf ;;
  reset) rm -rf /etc/kubernetes/pki ;;
esac
`;
const kubectl = `case $* in
  kustomize*) echo manifest ;;
  *'get secret'*) exit 1 ;;
  *'create secret'* | apply*) cat >/dev/null ;;
esac
`;

const bootstrap = (role: string): Checked =>
  root.run('env', `PATH=${root.folder}/bin:/usr/sbin:/usr/bin:/sbin:/bin`, `LAB_ROLE=${role}`, 'bash', script);
const calls = (): string[] => root.read('calls').trim().split('\n');
const has = (path: string): boolean => root.run('test', '-e', path).status === 0;
const done = '/var/lib/lab/bootstrapped';

const init = 'kubeadm init --config /etc/lab/kubeadm.yaml --skip-token-print';
const reset = 'kubeadm reset --force --cri-socket unix:///run/containerd/containerd.sock';
const metallb = ['kubectl kustomize', 'kubectl apply', 'kubectl -n', 'kubectl -n'];
/** Without their arguments those of MetalLB, two of which run at once. */
const withoutArguments = (all: string[]) => all.map((call) => call.split(' ').slice(0, 2).join(' ')).sort();

test.each(['', 'name-server'])('fails on a machine whose role is "%s", and says where the role is set', (role) => {
  const { status, said } = bootstrap(role);
  expect([status, said]).toEqual([2, expect.stringContaining(`LAB_ROLE is '${role}'`)]);
  expect(said).toContain('/etc/lab/bootstrap.env');
  expect([calls(), has(done)]).toEqual([[''], false]);
});

describe('on the control plane', () => {
  test('kubeadm init has the authority, and MetalLB follows', () => {
    const { status, said } = bootstrap('control-plane');
    expect([status, said]).toEqual([0, expect.stringContaining('certificate\nkey\n')]);
    expect(said).toContain('lab: control-plane ready');
    expect(calls()[0]).toBe(init);
    expect(withoutArguments(calls().slice(1))).toEqual([...metallb].sort());
    expect(root.read('calls')).toContain('kubectl apply --server-side --force-conflicts --validate=false -f -\n');
    expect([has(done), has('/root/.kube/config')]).toEqual([true, true]);
  });

  test('after kubeadm init failed, the next run begins again from nothing', () => {
    root.write('fail-init', '');
    expect([bootstrap('control-plane').status, has(done)]).toEqual([1, false]);
    root.run('rm', join(root.folder, 'fail-init'));
    expect(bootstrap('control-plane').status).toBe(0);
    // What reset took away is there again: init prints it.
    expect(calls().slice(0, 3)).toEqual([init, reset, init]);
  });

  test('after MetalLB failed, the next run keeps the cluster', () => {
    root.write('fail-apply', '');
    expect([bootstrap('control-plane').status, has(done)]).toEqual([1, false]);
    root.run('rm', join(root.folder, 'fail-apply'));
    expect([bootstrap('control-plane').status, has(done)]).toEqual([0, true]);
    expect(calls().filter((call) => call.startsWith('kubeadm'))).toEqual([init]);
  });

  test('a Secret of MetalLB that is there stays as it is', () => {
    root.write('bin/kubectl', `#!/bin/sh\necho "kubectl $*" >>${root.folder}/calls\n`);
    expect(bootstrap('control-plane').status).toBe(0);
    expect(root.read('calls')).toContain('get secret memberlist');
    expect(root.read('calls')).not.toContain('create secret');
  });
});

describe('on a worker', () => {
  const joins = 'kubeadm join --config /etc/lab/kubeadm.yaml';

  test('the folder of its volumes is made, then it joins', () => {
    expect(bootstrap('worker').status).toBe(0);
    expect([calls(), has(done), has('/var/lib/lab/volumes')]).toEqual([[joins], true, true]);
  });

  test('after kubeadm join failed, the next run begins again from nothing', () => {
    root.write('fail-join', '');
    expect([bootstrap('worker').status, has(done), has('/var/lib/lab/volumes')]).toEqual([1, false, true]);
    root.run('rm', join(root.folder, 'fail-join'));
    expect(bootstrap('worker').status).toBe(0);
    expect(calls()).toEqual([joins, reset, joins]);
  });
});
