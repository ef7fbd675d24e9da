import { go } from './go-command';

/** Where Go keeps the sources of `module` in the version that the `go.mod` in `folder` pins. Downloads them where they lack. */
export async function goModuleFolder(folder: string, module: string): Promise<string> {
  await go(['mod', 'download', module], {
    cwd: folder,
    errorKind: 'environment',
    remedy: 'check the network or set GOPROXY',
  });
  return (await go(['list', '-m', '-f', '{{.Dir}}', module], { cwd: folder })).stdout.trim();
}
