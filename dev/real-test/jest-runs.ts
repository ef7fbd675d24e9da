import { goProgram } from '../../build/image/go-programs';
import { prepareToolchain } from '../../build/toolchain';
import { installPackages } from '../../host/debian-packages';
import { projectRoot } from '../../host/paths';
import { run } from '../../host/run';
import type { Context } from '../../operations/context';
import { withCheckerRoot } from '../checker-root';
import { realTestPackages } from './test-packages';

/** kubeadm, BIND, CoreDNS and bash read what would be given to them, for many labs. */
export async function checkRenderedText({ progress }: Context): Promise<void> {
  await progress.step('Rendered text before the checkers of the node’s own programs', () =>
    withCheckerRoot((root) =>
      run('npx', ['jest', '--ci', '--testPathPatterns', 'node\\.test'], { cwd: projectRoot, env: { LAB_NODE_ROOT: root } }),
    ),
  );
}

/** Tests beside the running lab: of the hypervisor (namespaces, a killed daemon, a real uplink, a guest on KVM), the report in a browser. */
export async function testHypervisors(context: Context): Promise<void> {
  await installPackages(realTestPackages, context.progress);
  const { kernel, initrd } = await context.image();
  const { terraform } = await prepareToolchain(context.progress);
  const env = {
    LAB_REAL_TESTS: '1',
    LAB_COREDNS: await goProgram('coredns', 'coredns'),
    LAB_KERNEL: kernel,
    LAB_INITRD: initrd,
    LAB_TERRAFORM: terraform.binary,
  };
  await context.progress.step('Tests of the hypervisor, and of the report in a browser', () =>
    run('npx', ['jest', '--ci', '--runInBand', '--testPathPatterns', 'real\\.test'], { cwd: projectRoot, env }),
  );
}
