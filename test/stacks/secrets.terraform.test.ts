import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confidentialSecrets, describeFindings, findSecrets } from '../../dev/real-test/secret-search';
import { apiEndpoint, resolveLab } from '../../lib/model';
import { type StackName, statesVariable } from '../../stacks';
import { ensureSecrets, type LabSecrets } from '../../operations/secrets/lab-secrets';
import type { Synthesized } from '../lib/constructs/synthesis';
import { synthesizeStack, synthesizeText } from './synthesis';

/** What Terraform prints of the stacks is kept in logs and shown on the screen. `LAB_TERRAFORM` is the program. */
jest.setTimeout(10 * 60_000);

const folder = mkdtempSync(join(tmpdir(), 'lab-secrets-'));
let lab: LabSecrets;
beforeAll(async () => void (lab = await ensureSecrets(resolveLab(), folder)));
afterAll(() => rmSync(folder, { recursive: true }));

function terraform(stack: StackName, ...args: string[]): { status: number | null; said: string } {
  const env = { ...process.env, TF_VAR_secrets: lab.folder, [`TF_VAR_${statesVariable('lesson')}`]: folder };
  const options = { cwd: join(folder, stack), encoding: 'utf8', env } as const;
  const { status, stdout, stderr, error } = spawnSync(process.env.LAB_TERRAFORM!, [...args, '-no-color'], options);
  if (error) throw error;
  return { status, said: stdout + stderr };
}

function write(stack: StackName, synthesized: Synthesized): void {
  mkdirSync(join(folder, stack), { recursive: true });
  writeFileSync(join(folder, stack, 'cdk.tf.json'), JSON.stringify(synthesized));
}

function prepare(stack: StackName, synthesized: Synthesized): void {
  const terraformBlock = { ...synthesized.terraform, backend: { local: { path: `${stack}.tfstate` } } };
  write(stack, { ...synthesized, terraform: terraformBlock });
  expect(terraform(stack, 'init', '-input=false')).toMatchObject({ status: 0 });
}

const secretsIn = (said: string): string =>
  describeFindings(findSecrets(confidentialSecrets(lab.folder), [{ place: 'it', text: said }]));

/** The seeds' own text in Terraform's own resource, made anew when it changes: libvirt's provider would ask libvirt. */
function seedsAlone(): Synthesized {
  const { resource, variable } = synthesizeStack('infrastructure');
  const seeds = Object.entries(resource.libvirt_cloudinit_disk!).map(([id, { user_data, meta_data, network_config }]) => [
    id,
    { triggers_replace: { user_data, meta_data, network_config } },
  ]);
  return { resource: { terraform_data: Object.fromEntries(seeds) }, variable, terraform: {} } as unknown as Synthesized;
}

/** Where nobody serves: a port that is closed on this machine. */
const closed = '127.0.0.1:1';

/** A stack of the cluster, with a server that nobody is. Its gate is the program itself, which waits for no more than a second. */
function withoutCluster(stack: 'platform' | 'services'): Synthesized {
  const gate = join(__dirname, '../../lib/constructs/wait-for-cluster.mjs');
  const text = synthesizeText(stack)
    .replaceAll(apiEndpoint(resolveLab()), closed)
    .replaceAll(/assets\/\S+\/wait-for-cluster\.mjs/g, gate)
    .replaceAll(/--deadline \d+/g, '--deadline 1 --interval 1');
  const synthesized = JSON.parse(text) as Synthesized;
  for (const [settings] of Object.values(synthesized.provider)) Object.assign(settings!, { host: `https://${closed}` });
  for (const [settings] of Object.values(synthesized.provider)) delete settings!.apply_retry_count;
  return synthesized;
}

describe('of the machines’ seeds', () => {
  beforeAll(() => prepare('infrastructure', seedsAlone()));

  test('Terraform prints no secret when it makes, changes or removes them, though they are in them', () => {
    const made = terraform('infrastructure', 'apply', '-auto-approve', '-input=false');
    expect(made).toMatchObject({ status: 0, said: expect.stringContaining('4 added') });
    expect(secretsIn(made.said)).toBe('');
    // They were really put in: the state has them.
    const state = readFileSync(join(folder, 'infrastructure', 'infrastructure.tfstate'), 'utf8');
    expect(secretsIn(state)).toContain('ca.key in base64');
    expect(secretsIn(state)).toContain('ssh-host-worker-1.key in base64');

    writeFileSync(join(lab.folder, 'bootstrap-token'), 'abcdef.0123456789abcdef\n');
    const changed = terraform('infrastructure', 'plan', '-input=false');
    expect(changed.said).toContain('3 to add, 0 to change, 3 to destroy');
    expect(secretsIn(changed.said)).toBe('');
    const removed = terraform('infrastructure', 'destroy', '-auto-approve', '-input=false');
    expect(removed).toMatchObject({ status: 0, said: expect.stringContaining('4 destroyed') });
    expect(secretsIn(removed.said)).toBe('');
  });

  test('secrets that are not sensitive would be seen', () => {
    const seeds = JSON.parse(JSON.stringify(seedsAlone()).replaceAll('sensitive(', '(')) as Synthesized;
    prepare('infrastructure', seeds);
    expect(secretsIn(terraform('infrastructure', 'plan', '-input=false').said)).toContain('ca.key in base64');
  });
});

/** State of a stack that has made nothing yet. */
const emptyState = JSON.stringify({
  version: 4,
  terraform_version: '1.4.0',
  serial: 1,
  lineage: 'test',
  outputs: {},
  resources: [],
});

test.each(['platform', 'services'] as const)('of the stack %s Terraform prints no secret, also when it fails', (stack) => {
  writeFileSync(join(folder, 'infrastructure.tfstate'), emptyState);
  prepare(stack, withoutCluster(stack));
  const planned = terraform(stack, 'plan', '-input=false');
  expect(planned.said).toMatch(/Plan: \d+ to add|connection refused/);
  expect(secretsIn(planned.said)).toBe('');
  const applied = terraform(stack, 'apply', '-auto-approve', '-input=false');
  expect(applied).toMatchObject({ status: 1, said: expect.stringMatching(/connection refused|ECONNREFUSED/) });
  expect(secretsIn(applied.said)).toBe('');
});
