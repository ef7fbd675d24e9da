import { resolveLab } from '../../lib/model';
import { localVolumes } from '../../lib/render';

test('each database pod has a volume, on the workers in turn', () => {
  expect(localVolumes(resolveLab({ db: { replicas: 3 } }))).toEqual([
    { name: 'db-volume-0', node: 'worker-1', path: '/var/lib/lab/volumes/db-volume-0' },
    { name: 'db-volume-1', node: 'worker-2', path: '/var/lib/lab/volumes/db-volume-1' },
    { name: 'db-volume-2', node: 'worker-1', path: '/var/lib/lab/volumes/db-volume-2' },
  ]);
});

test('one worker has them all', () => {
  expect(localVolumes(resolveLab({ workers: [{ name: 'only' }] })).map(({ node }) => node)).toEqual(['only', 'only']);
});
