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
import { kubeadmInit, kubeadmJoin } from './kubeadm';
import { kubeadmPatches, patchesFolder } from './kubeadm-patches';
import { metallbKustomization } from './metallb';
import { hostKeyName, secret } from './terraform-template';
import { toYaml } from './yaml';

/** The account students log in with, by key only. */
export const loginUser = 'lab';

/** Each machine's own, so that root on one of them cannot play another. */
const hostKeyFile = '/etc/ssh/ssh_host_ed25519_key';

interface WrittenFile {
  readonly path: string;
  readonly content: string;
  /** Default: 0644. */
  readonly permissions?: string;
  readonly encoding?: 'b64';
}

/**
 * cloud-init user data: everything that makes the node image this one machine
 * (https://cloudinit.readthedocs.io/en/latest/reference/yaml_examples/). Secrets stand in it as marks.
 */
export function userData(lab: Lab, machine: Machine): string {
  const role = roleParts(lab, machine);
  return `#cloud-config\n${toYaml({
    hostname: machine.name,
    fqdn: `${machine.name}.${lab.dns.zone}`,
    prefer_fqdn_over_hostname: false,
    users: [
      {
        name: loginUser,
        shell: '/bin/bash',
        sudo: 'ALL=(ALL) NOPASSWD:ALL',
        lock_passwd: true,
        ssh_authorized_keys: [secret('ssh.pub')],
      },
    ],
    disable_root: true,
    ssh_pwauth: false,
    ssh_deletekeys: false,
    // This one is written below, and what is there is not generated. An empty list is against cloud-init's schema.
    ssh_genkeytypes: ['ed25519'],
    write_files: [...commonFiles(lab, machine), ...role.files].map(({ permissions = '0644', ...file }) => ({
      ...file,
      permissions,
    })),
    // Not waited for: cloud-init ends, the units go on and say on the console how far they are.
    runcmd: [['systemctl', 'enable', '--now', '--no-block', ...role.units]],
  })}`;
}

/** cloud-init meta data. Nothing of the lab's name: a lab may begin with the saved machines of another one. */
export function metaData(machine: Machine): string {
  return toYaml({ 'instance-id': machine.name, 'local-hostname': machine.name });
}

function commonFiles(lab: Lab, machine: Machine): WrittenFile[] {
  return [
    { path: '/etc/hosts', content: hostsFile(lab, machine) },
    { path: '/etc/resolv.conf', content: resolvConf(lab, machine) },
    { path: timeSourcesFile, content: timeSources(lab) },
    { path: hostKeyFile, content: secret(hostKeyName(machine.name, 'key'), 'base64'), encoding: 'b64', permissions: '0600' },
    { path: `${hostKeyFile}.pub`, content: secret(hostKeyName(machine.name, 'pub'), 'base64'), encoding: 'b64' },
  ];
}

function roleParts(lab: Lab, machine: Machine): { files: WrittenFile[]; units: string[] } {
  switch (machine.role) {
    case 'name-server':
      return { files: nameServerFiles(lab), units: ['named', 'nginx'] };
    case 'control-plane':
      return {
        files: [...nodeFiles(lab, machine, kubeadmInit(lab)), ...controlPlaneFiles(lab)],
        units: nodeUnits,
      };
    case 'worker':
      return {
        files: nodeFiles(lab, machine, kubeadmJoin(lab, machine)),
        units: nodeUnits,
      };
  }
}

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
