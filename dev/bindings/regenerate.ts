/*
 * npm run bindings              generates the bindings again from the providers' schemas
 * npm run bindings -- --check   compares what is committed with what the schemas give; exits with 1 when they differ
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { labError } from '../../host/user-error';
import { projectRoot } from '../../host/paths';
import { runMain } from '../../cli/run-main';
import { terminalProgress } from '../../cli/terminal-listener';
import { run } from '../../host/run';
import { prepareToolchain, type Toolchain } from '../../build/toolchain';
import { registries } from '../../build/toolchain/mirror-layout';
import { providerSource } from '../../build/toolchain/providers';
import {
  bindingsFolder,
  boundProviders,
  differences,
  generatedSources,
  readSources,
  writeSources,
  type Sources,
} from './bindings';

async function main(check: boolean): Promise<void> {
  const progress = terminalProgress();
  const toolchain = await prepareToolchain(progress);
  const generated = await progress.step('bindings from the providers’ schemas', () => generate(toolchain));
  const found: string[] = [];
  for (const [type, sources] of generated) {
    const folder = bindingsFolder(type);
    const committed = existsSync(folder) ? readSources(folder) : new Map<string, string>();
    found.push(...differences(committed, sources).map((line) => `packages/provider-${type}/lib/${line}`));
    if (!check) writeSources(folder, sources);
  }
  if (check && found.length > 0) {
    throw labError(`the committed bindings are not what the providers’ schemas give:\n${found.join('\n')}`, {
      remedy: 'run `npm run bindings` and commit',
    });
  }
  console.log(found.length === 0 ? 'the bindings are up to date' : found.join('\n'));
}

/** Runs `cdktf get` in a folder of its own and returns each provider's sources. */
async function generate({ terraform, environment }: Toolchain): Promise<Map<string, Sources>> {
  const folder = mkdtempSync(join(tmpdir(), 'bindings-'));
  try {
    const settings = {
      language: 'typescript',
      app: 'true',
      sendCrashReports: 'false',
      codeMakerOutput: 'generated',
      // One exact version each, which the generated provider class carries into required_providers. The registry is
      // written out because cdktf does not find a provider in OpenTofu's schema by its short name.
      terraformProviders: boundProviders.map((provider) => ({
        name: provider.type,
        source: `${registries[terraform.kind]}/${providerSource(provider)}`,
        version: provider.version,
      })),
    };
    writeFileSync(join(folder, 'cdktf.json'), JSON.stringify(settings));
    await run(join(projectRoot, 'node_modules', '.bin', 'cdktf'), ['get'], { cwd: folder, env: environment, timeout: 600_000 });
    return new Map(boundProviders.map(({ type }) => [type, generatedSources(join(folder, 'generated', 'providers', type))]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

runMain(() => main(process.argv.includes('--check')));
