import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { go } from '../../../build/go/go-command';
import { patchModule } from '../../../build/go/go-patch';
import { libvirtStreams, providers } from '../../../build/toolchain/providers';

jest.setTimeout(300_000);

test('what libvirtd sends before its reply is read, too, and nobody waits for ever', async () => {
  const target = mkdtempSync(join(tmpdir(), 'lab-go-libvirt-'));
  try {
    await patchModule(libvirtStreams, { pinnedIn: providers.find(({ type }) => type === 'libvirt')!.folder, target });
    const { stdout } = await go(['test', '-timeout', '60s', '-v', '-run', 'TestDownload', '.'], { cwd: target });
    expect(stdout).toMatch(/^--- PASS: TestDownloadWhateverComesFirst/m);
  } finally {
    rmSync(target, { recursive: true });
  }
});
