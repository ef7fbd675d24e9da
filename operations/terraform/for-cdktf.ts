import { join } from 'node:path';
import { broughtNode } from '../../host/brought-node';
import { labFiles } from '../../host/lab-files';
import { labsFolder, lockFile, projectRoot, typescript } from '../../host/paths';
import { quoted } from '../../host/shell';
import { writeWhole } from '../../host/state-file';
import type { NodeImage } from '../../build/image/build-node-image';
import type { Toolchain } from '../../build/toolchain';
import type { Hypervisor } from '../../hypervisor';
import { objectNames } from '../../lib/model';
import type { Context } from '../context';
import { labTerraform } from './lab-terraform';
import { stackVariables } from './stack-run';

/** Settings of Terraform's own that suit a program which started it, and not a person who is asked. */
const unattended = ['TERRAFORM_BINARY_NAME', 'TF_IN_AUTOMATION', 'TF_INPUT', 'CI'];

/**
 * Writes what plain cdktf needs to work on the lab from any shell: a program in Terraform's place, and the settings that name it. cdktf
 * runs that program for each stack; where the lab's network is, and what a stack is given here, the program knows.
 * @param node the folder of a Node.js that is not on the shell's PATH. Default: that of the one that was brought
 */
export function writeForCdktf(
  context: Pick<Context, 'lab' | 'stateDir' | 'configFile'>,
  hypervisor: Pick<Hypervisor, 'kind' | 'command' | 'terraformVariables'>,
  toolchain: Pick<Toolchain, 'terraform' | 'environment'>,
  image: Pick<NodeImage, 'folder'>,
  node = broughtNode(),
): void {
  const { lab, stateDir, configFile } = context;
  const files = labFiles(stateDir);
  const environment = Object.entries(toolchain.environment).filter(([name]) => !unattended.includes(name));
  const text = labTerraform({
    labName: lab.name,
    labs: labsFolder(),
    terraform: toolchain.terraform.binary,
    environment: Object.fromEntries(environment),
    variables: stackVariables(context, hypervisor, image),
    stateFile: files.terraformState,
    place: hypervisor.command('lan', []),
    namespace: hypervisor.kind === 'embedded' ? join('/run/netns', objectNames(lab.name).namespace('lan')) : undefined,
    lock: lockFile(lab.name),
    hooks: [typescript, join(projectRoot, 'cli', 'terraform-hook.ts'), lab.name],
  });
  writeWhole(files.program, text, 0o700);
  const forCdktf = environment.filter(([name]) => !name.startsWith('TF_') && !name.startsWith('KUBE_'));
  const settings: [string, string][] = [
    ['TERRAFORM_BINARY_NAME', files.program],
    // With it, `./lab` in the same shell knows the program behind.
    ['LAB_TERRAFORM_PROGRAM', toolchain.terraform.binary],
    ...(configFile ? [['LAB_CONFIG', configFile] as [string, string]] : []),
    ...forCdktf,
  ];
  // The shell of a machine without Node.js has no npx either.
  const path = node === undefined ? '' : `export PATH=${quoted(node)}:"$PATH"\n`;
  writeWhole(files.environment, path + settings.map(([name, value]) => `export ${name}=${quoted(value)}\n`).join(''));
}
