import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { terraformKnowledge } from '../../../hypervisor/libvirt/terraform-state';

const folder = mkdtempSync(join(tmpdir(), 'lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('ids of all objects and names of volumes are read', () => {
  const file = join(folder, 'state');
  const instances = (id: string, name: string) => [{ attributes: { id, name } }];
  const resources = [
    { type: 'libvirt_domain', instances: instances('uuid-1', 'les-worker-1') },
    { type: 'libvirt_volume', instances: instances('/pool/worker-1.qcow2', 'worker-1.qcow2') },
    { type: 'libvirt_cloudinit_disk', instances: instances('/pool/worker-1-seed.iso;x', 'worker-1-seed.iso') },
  ];
  writeFileSync(file, JSON.stringify({ version: 4, resources }));
  const { ids, volumes } = terraformKnowledge(file);
  expect([...ids]).toEqual(['uuid-1', '/pool/worker-1.qcow2', '/pool/worker-1-seed.iso;x']);
  expect(volumes).toEqual(['worker-1.qcow2', 'worker-1-seed.iso']);
});

test.each(['', '{', '{}', '{"resources":[{}]}'])('nothing is known from a state that is %j', (text) => {
  const file = join(folder, 'damaged');
  writeFileSync(file, text);
  expect(terraformKnowledge(file)).toEqual({ ids: new Set(), volumes: [] });
  expect(terraformKnowledge(join(folder, 'missing'))).toEqual({ ids: new Set(), volumes: [] });
});
