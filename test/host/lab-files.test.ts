import { labFiles } from '../../host/lab-files';

const files = labFiles('/checkout/.lab/lesson');
const paths = Object.values(files).map((path: string | ((stack: string) => string)) =>
  typeof path === 'string' ? path : path('services'),
);

test('no two things of a lab have the same file, and all of them lie in its folder', () => {
  expect(new Set(paths).size).toBe(paths.length);
  for (const path of paths) expect(path).toMatch(/^\/checkout\/\.lab\/lesson\/[^/]/);
});

test('what labs built before have is where it was', () => {
  expect(files).toMatchObject({
    identity: '/checkout/.lab/lesson/identity.json',
    hypervisor: '/checkout/.lab/lesson/hypervisor.json',
    definition: '/checkout/.lab/lesson/definition.yaml',
    secrets: '/checkout/.lab/lesson/secrets',
    changes: '/checkout/.lab/lesson/changes.json',
    inventoryBefore: '/checkout/.lab/lesson/inventory-before.json',
    storage: '/checkout/.lab/lesson/storage',
  });
  expect(files.terraformState('infrastructure')).toBe('/checkout/.lab/lesson/terraform/infrastructure.tfstate');
});
