import { run } from '../../host/run';

/** The same settings everywhere, whatever the user's own are: one build cache, and a `go.sum` that is obeyed and never changed. */
export const goEnvironment = { CGO_ENABLED: '0', GOFLAGS: '-mod=readonly -buildvcs=false', GOWORK: 'off' };

/** Where Go keeps the sources of `module` in the version that the `go.mod` in `folder` pins. Downloads them where they lack. */
export async function goModuleFolder(folder: string, module: string): Promise<string> {
  const options = { cwd: folder, env: goEnvironment };
  await run('go', ['mod', 'download', module], {
    ...options,
    errorKind: 'environment',
    remedy: 'check the network or set GOPROXY',
  });
  return (await run('go', ['list', '-m', '-f', '{{.Dir}}', module], options)).stdout.trim();
}
