import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { goEnvironment } from '../../../build/go/go-module';
import { patchModule } from '../../../build/go/go-patch';
import { run } from '../../../host/run';
import { libvirtStreams, providers } from '../../../build/toolchain/providers';

jest.setTimeout(300_000);

test('what libvirtd sends before its reply is read, too, and nobody waits for ever', async () => {
  const target = mkdtempSync(join(tmpdir(), 'lab-go-libvirt-'));
  try {
    await patchModule(libvirtStreams, { pinnedIn: providers.find(({ type }) => type === 'libvirt')!.folder, target });
    const { stdout } = await run('go', ['test', '-timeout', '60s', '-v', '-run', 'TestDownload', '.'], {
      cwd: target,
      env: goEnvironment,
    });
    expect(stdout).toMatch(/^--- PASS: TestDownloadWhateverComesFirst/m);
  } finally {
    rmSync(target, { recursive: true });
  }
});
