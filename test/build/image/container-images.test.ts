import { stepKey } from '../../../host/cached-step';
import { goComponents } from '../../../build/image/go-programs';
import { debianConfigs, staticImages } from '../../../build/image/container-images';
import { containerPackages, debianContainersStep } from '../../../build/image/debian-containers';
import { imageNames } from '../../../build/image/image-names';

test('every image is made: of one static program, of Debian packages, or it is pause', () => {
  expect([...Object.keys(staticImages), ...Object.keys(debianConfigs), 'pause'].sort()).toEqual(Object.keys(imageNames).sort());
  // agnhost is the toolbox with a program more.
  expect(Object.keys(debianConfigs).sort()).toEqual([...Object.keys(containerPackages), 'agnhost'].sort());
});

test.each(Object.entries(staticImages))('the program of %s is built', (_tag, { component, program }) => {
  expect(goComponents[component]).toHaveProperty(program);
});

test('PostgreSQL finds its programs, and is told to stop in the way that ends it at once', () => {
  expect(debianConfigs.postgres.environment.PATH).toMatch(/^\/usr\/lib\/postgresql\/15\/bin:/);
  expect(debianConfigs.postgres.stopSignal).toBe('SIGINT');
});

test('another package makes other containers', () => {
  const step = debianContainersStep();
  const changed = { ...step, inputs: { ...step.inputs, packages: JSON.stringify({ ...containerPackages, toolbox: ['nmap'] }) } };
  expect(stepKey(changed)).not.toBe(stepKey(step));
});
