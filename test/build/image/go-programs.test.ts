import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../../host/paths';
import { goComponentNames, goComponents } from '../../../build/image/go-programs';
import type { GoProgram } from '../../../build/go/go';

const programs = Object.values(goComponents).flatMap((component) => Object.entries<GoProgram>(component));

test('every folder of pinned modules is a component', () => {
  expect([...goComponentNames].sort()).toEqual(readdirSync(join(projectRoot, 'build', 'image', 'go')).sort());
});

test.each(programs)('tools.go keeps what %s needs in go.sum', (_name, program) => {
  expect(readFileSync(join(program.folder, 'tools.go'), 'utf8')).toContain(`_ "${program.package}"`);
});

test('Kubernetes programs say their version, which kubeadm compares', () => {
  expect(goComponents.kubernetes.kubeadm.variables).toEqual({
    'k8s.io/component-base/version.gitVersion': 'v1.37.2',
    'k8s.io/component-base/version.gitMajor': '1',
    'k8s.io/component-base/version.gitMinor': '37',
    'k8s.io/component-base/version.gitTreeState': 'archive',
  });
});
