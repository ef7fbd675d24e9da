import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, statSync } from 'node:fs';
import { labFiles } from '../../../host/lab-files';
import { writeForCdktf } from '../../../operations/terraform/for-cdktf';
import { RunningLab } from '../running-lab';

let running: RunningLab;
beforeEach(() => (running = new RunningLab()));
afterEach(() => running.remove());

const toolchain = {
  terraform: { binary: '/opt/terraform', kind: 'terraform', version: '1.11.4' },
  environment: {
    TERRAFORM_BINARY_NAME: '/opt/terraform',
    TF_INPUT: '0',
    CI: '1',
    TF_CLI_CONFIG_FILE: '/cache/terraform.tfrc',
    KUBE_LOAD_CONFIG_FILE: 'false',
    CHECKPOINT_DISABLE: '1',
    CDKTF_SKIP_PROVIDER_LOCK: 'true',
  },
} as const;

function written(configFile?: string, node?: string) {
  const { context, hypervisor, stateDir } = running;
  writeForCdktf({ ...context, configFile }, hypervisor, toolchain, { folder: '/image' }, node);
  const { program, environment } = labFiles(stateDir);
  return { program, environment, script: readFileSync(program, 'utf8'), settings: readFileSync(environment, 'utf8') };
}

test('cdktf is told to run the lab’s program, and `./lab` which one is behind it', () => {
  const { program, settings } = written('/home/lab.yaml');
  expect(settings.trim().split('\n')).toEqual([
    `export TERRAFORM_BINARY_NAME='${program}'`,
    "export LAB_TERRAFORM_PROGRAM='/opt/terraform'",
    "export LAB_CONFIG='/home/lab.yaml'",
    "export CHECKPOINT_DISABLE='1'",
    "export CDKTF_SKIP_PROVIDER_LOCK='true'",
  ]);
});

test('a person is asked, so what keeps Terraform from asking is left out; its providers are where `up` has them', () => {
  const { script, settings } = written();
  expect(script + settings).not.toMatch(/TF_INPUT|export CI=/);
  expect(script).toContain("export TF_CLI_CONFIG_FILE='/cache/terraform.tfrc'");
  expect(script).toContain("export KUBE_LOAD_CONFIG_FILE='false'");
  expect(settings).not.toContain('LAB_CONFIG');
});

test('each stack gets what `up` would give it', () => {
  const { script } = written();
  const { secrets, terraform } = labFiles(running.stateDir);
  expect(script).toContain(`export TF_VAR_secrets='${secrets}'`);
  expect(script).toContain("export TF_VAR_node_image='/image'");
  expect(script).toContain(`export TF_VAR_states_lesson='${terraform}'`);
  expect(script).toContain(`export TF_VAR_node='${process.execPath}'`);
});

test('both files are their owner’s alone', () => {
  const { program, environment } = written();
  expect([program, environment].map((file) => (statSync(file).mode & 0o777).toString(8))).toEqual(['700', '600']);
  rmSync(program);
});

test('a shell without Node.js gets the one that was brought, and with it npx', () => {
  const { environment } = written(undefined, '/cache/of mine/node/bin');
  const shell = spawnSync('/bin/sh', ['-c', `. '${environment}'; echo "$PATH"`], { encoding: 'utf8', env: { PATH: '/usr/bin' } });
  expect(shell.stdout).toBe('/cache/of mine/node/bin:/usr/bin\n');
});
