import { join } from 'node:path';
import { cachedStep } from '../../host/cached-step';
import { goBuild, goInputs, type GoProgram } from '../go/go';
import { cacheDir, projectRoot } from '../../host/paths';
import { kubernetesVariables } from '../image/go-programs';

/** Kubernetes' end-to-end tests (https://kubernetes.io/blog/2019/03/22/kubernetes-end-to-end-testing-for-everyone/), of the lab's own release. */
const e2eTest: GoProgram = {
  folder: join(projectRoot, 'build', 'conformance', 'go'),
  package: 'k8s.io/kubernetes/test/e2e',
  test: true,
  variables: kubernetesVariables,
};

/** The tests' step in the cache. */
export const e2eTestStep = async () => ({ name: 'conformance', inputs: await goInputs(e2eTest) });

/** The program with the tests, built when the cache lacks it, which takes minutes. */
export async function e2eTestProgram(onDetail?: (text: string) => void): Promise<string> {
  const { folder } = await cachedStep(cacheDir(), {
    ...(await e2eTestStep()),
    build: (target) => goBuild(e2eTest, join(target, 'e2e.test'), onDetail),
  });
  return join(folder, 'e2e.test');
}
