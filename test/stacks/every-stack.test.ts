import { type StackName, stackNames } from '../../stacks';
import { synthesizeStack, synthesizeText } from './synthesis';

const standard = Object.fromEntries(stackNames.map((name) => [name, synthesizeText(name)])) as Record<StackName, string>;

describe.each(stackNames)('the stack %s', (name) => {
  test('keeps its state with the lab’s other files, by a relative path', () => {
    expect(JSON.parse(standard[name]).terraform.backend).toEqual({
      local: { path: `../../../.lab/lesson/terraform/${name}.tfstate` },
    });
    expect(synthesizeStack(name, { name: 'other' }).terraform.backend.local.path).toBe(
      `../../../.lab/other/terraform/${name}.tfstate`,
    );
  });

  test('holds no secret: certificates, keys and passwords are read from files when Terraform runs', () => {
    const text = standard[name];
    expect(text).not.toMatch(/-----BEGIN|ssh-ed25519 |\(\(secret/);
    expect(text).toContain('${var.secrets}/');
  });

  test('holds no path of this machine', () => {
    expect(standard[name]).not.toContain(process.cwd());
  });

  test('every output has a description, but for those that only other stacks read', () => {
    const { output } = JSON.parse(standard[name]) as { output: Record<string, { description?: string; sensitive?: boolean }> };
    const undescribed = Object.entries(output).filter(([, { description }]) => !description?.endsWith('.'));
    expect(undescribed.filter(([key, { sensitive }]) => !key.startsWith('cross-stack-output-') || !sensitive)).toEqual([]);
  });

  test('is the same each time', () => {
    expect(synthesizeText(name)).toBe(standard[name]);
  });

  test('says nothing of the default network in a lab that has another', () => {
    const other = {
      name: 'other',
      network: { cidr: '10.77.0.0/24' },
      cluster: { podCidr: '10.32.0.0/16', serviceCidr: '10.43.0.0/16', dnsDomain: 'k8s.test' },
      dns: { zone: 'firm.test' },
    };
    expect(synthesizeText(name, other)).not.toMatch(/192\.168\.56|20\.96\.|10\.96\.|cluster\.local|company\.internal|lesson/);
  });
});

describe('a change touches only what it is about:', () => {
  const changed = (definition: object) => stackNames.filter((name) => synthesizeText(name, definition) !== standard[name]);
  test.each([
    ['another forwarder of the cluster', { dns: { clusterForwarders: ['.1'] } }, ['platform']],
    // The company zone names the published address, so the name server is made anew, too.
    ['another pool', { loadBalancer: { pool: '.61' } }, ['infrastructure', 'platform', 'services']],
    ['more pods', { workloads: { 'api-tester': { kind: 'api-tester', replicas: 3 }, db: { kind: 'postgres' } } }, ['services']],
    ['other Services', { services: { only: { type: 'NodePort' } } }, ['services']],
    ['another upstream', { dns: { upstreams: ['203.0.113.53'] } }, ['infrastructure']],
    ['a larger worker', { workers: [{ cpus: 2 }, {}] }, ['infrastructure']],
  ])('%s', (_what, definition, stacks) => {
    expect(changed(definition)).toEqual(stacks);
  });

  test('a larger worker leaves the other machines as they are', () => {
    const machines = (definition?: object) => synthesizeStack('infrastructure', definition).resource;
    const [before, after] = [machines(), machines({ workers: [{ cpus: 2 }, {}] })];
    const differing = Object.entries(before).flatMap(([type, made]) =>
      Object.keys(made).filter((id) => JSON.stringify(made[id]) !== JSON.stringify(after[type]![id])),
    );
    expect(differing).toEqual([expect.stringMatching(/^machine-worker-1_[0-9A-F]{8}$/)]);
  });

  test('workers begin anew with a new control plane, whose cluster they join; the name server does not', () => {
    const seeds = Object.entries(synthesizeStack('infrastructure').resource.libvirt_cloudinit_disk!);
    const followed = seeds.map(([id, { lifecycle }]) => [
      id.split('_')[0]!.replace('machine-', ''),
      lifecycle?.replace_triggered_by,
    ]);
    const disk = [expect.stringMatching(/^libvirt_volume\.machine-control-plane_Disk_/)];
    expect(Object.fromEntries(followed)).toEqual({
      'control-plane': undefined,
      'worker-1': disk,
      'worker-2': disk,
      'name-server': undefined,
    });
  });
});
