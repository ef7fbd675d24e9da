import { type Lab, type Machine } from '../model';
import { bindFiles, intranetPage } from './bind';
import {
  bootstrapEnvironment,
  bootstrapEnvironmentFile,
  hostsFile,
  kubeadmConfig,
  masqueradeFile,
  metallbFolder,
  pkiFolder,
  resolvConf,
} from './bootstrap';
import { timeSources, timeSourcesFile } from './chrony';
import { cniConfig, masqueradeRules } from './cni';
import { withInput } from './here-document';
import { kubeadmInit, kubeadmJoin } from './kubeadm';
import { kubeadmPatches, patchesFolder } from './kubeadm-patches';
import { metallbKustomization } from './metallb';
import { networkConfig, networkFile } from './network-config';
import { hostKeyName, secret } from './terraform-template';

/** The account students log in with, by key only. The node image has it. */
export const loginUser = 'lab';

const authorizedKeys = `/home/${loginUser}/.ssh/authorized_keys`;

/** Each machine's own, so that root on one of them cannot play another. */
const hostKeyFile = '/etc/ssh/ssh_host_ed25519_key';

/** A file that the user data writes, its folders with it. Root owns it. */
export interface WrittenFile {
  /** From the root of the machine. */
  readonly path: string;
  /** Text, or the mark of a secret. */
  readonly content: string;
  /** Default: 0644. */
  readonly permissions?: string;
  /** The secret's mark stands for base64, and the file gets what that means. */
  readonly encoding?: 'b64';
}

/**
 * The machine's user data: a script that makes the node image this one machine. The image's own `seed.sh` runs it once, as root, before
 * the network is up (docs/decisions/seed.md). Secrets stand in it as marks.
 */
export function userData(lab: Lab, machine: Machine): string {
  const units = machine.role === 'name-server' ? nameServerUnits : nodeUnits;
  return [
    '#!/bin/bash',
    `# Makes the node image the machine ${machine.name}, at its first boot.`,
    'set -euo pipefail',
    'file() { install -D -m "$1" /dev/stdin "$2"; }',
    'decoded() { base64 --decode | file "$1" "$2"; }',
    '',
    ...seedFiles(lab, machine).map(writing),
    `hostname ${machine.name}`,
    `chown ${loginUser}: ${authorizedKeys}`,
    '# Not waited for: they go on while the machine boots, and say on the console how far they are.',
    `systemctl --no-reload enable ${units.join(' ')}`,
    `systemctl --no-block start ${units.join(' ')}`,
    '',
  ].join('\n');
}

/** Every file that the user data writes. */
export function seedFiles(lab: Lab, machine: Machine): WrittenFile[] {
  return [...commonFiles(lab, machine), ...roleFiles(lab, machine)];
}

/** The command that writes a file. */
const writing = ({ path, content, permissions = '0644', encoding }: WrittenFile): string =>
  withInput(`${encoding ? 'decoded' : 'file'} ${permissions} ${path}`, content);

function commonFiles(lab: Lab, machine: Machine): WrittenFile[] {
  return [
    { path: '/etc/hostname', content: machine.name },
    { path: '/etc/hosts', content: hostsFile(lab, machine) },
    { path: '/etc/resolv.conf', content: resolvConf(lab, machine) },
    { path: networkFile, content: networkConfig(lab, machine) },
    { path: timeSourcesFile, content: timeSources(lab) },
    { path: authorizedKeys, content: secret('ssh.pub'), permissions: '0600' },
    { path: hostKeyFile, content: secret(hostKeyName(machine.name, 'key'), 'base64'), encoding: 'b64', permissions: '0600' },
    { path: `${hostKeyFile}.pub`, content: secret(hostKeyName(machine.name, 'pub'), 'base64'), encoding: 'b64' },
  ];
}

function roleFiles(lab: Lab, machine: Machine): WrittenFile[] {
  switch (machine.role) {
    case 'name-server':
      return nameServerFiles(lab);
    case 'control-plane':
      return [...nodeFiles(lab, machine, kubeadmInit(lab)), ...controlPlaneFiles(lab)];
    case 'worker':
      return nodeFiles(lab, machine, kubeadmJoin(lab, machine));
  }
}

const nameServerUnits = ['named', 'nginx'];
const nodeUnits = ['lab-masquerade', 'containerd', 'kubelet', 'lab-bootstrap'];

function nodeFiles(lab: Lab, machine: Machine, kubeadm: string): WrittenFile[] {
  return [
    { path: '/etc/cni/net.d/10-lab.conflist', content: cniConfig(lab, machine) },
    { path: masqueradeFile, content: masqueradeRules(lab, machine) },
    { path: kubeadmConfig, content: kubeadm, permissions: '0600' },
    { path: bootstrapEnvironmentFile, content: bootstrapEnvironment(machine) },
  ];
}

function controlPlaneFiles(lab: Lab): WrittenFile[] {
  return [
    { path: `${pkiFolder}/ca.crt`, content: secret('ca.crt', 'base64'), encoding: 'b64' },
    { path: `${pkiFolder}/ca.key`, content: secret('ca.key', 'base64'), encoding: 'b64', permissions: '0600' },
    ...Object.entries(kubeadmPatches(lab)).map(([name, content]) => ({ path: `${patchesFolder}/${name}`, content })),
    { path: `${metallbFolder}/kustomization.yaml`, content: metallbKustomization(lab) },
  ];
}

function nameServerFiles(lab: Lab): WrittenFile[] {
  return [
    ...Object.entries(bindFiles(lab)).map(([path, content]) => ({ path, content })),
    { path: '/var/www/html/index.html', content: intranetPage(lab) },
  ];
}
