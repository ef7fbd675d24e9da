import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { broughtFolder } from '../../host/brought-node';
import { run } from '../../host/run';

/**
 * Writes the Node.js that `host/bootstrap/bring` has put into the cache into an archive below `folder`. `bring` takes it from a bundle
 * before there is any program but tar to read one.
 * @returns the archive's name; undefined where this machine has a Node.js of its own
 */
export async function archiveNode(cache: string, checkout: string, folder: string): Promise<string | undefined> {
  const brought = broughtFolder('node', checkout);
  if (!existsSync(join(cache, brought, 'bin/node'))) return undefined;
  const archive = `${brought}.tar`;
  mkdirSync(dirname(join(folder, archive)));
  const form = ['--format=gnu', '--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await run('tar', ['--create', '--file', join(folder, archive), ...form, '-C', join(cache, brought), 'bin', 'lib']);
  return archive;
}
