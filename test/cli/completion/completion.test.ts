import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { bashCompletion } from '../../../cli/completion/bash';
import { allCommands, completionTree } from '../../../cli/completion/completion-tree';
import { fishCompletion } from '../../../cli/completion/fish';
import { zshCompletion } from '../../../cli/completion/zsh';
import { labProgram } from '../../../cli/program';

const tree = completionTree(labProgram({ signal: new AbortController().signal, exitStatus: 0 }));
const folder = mkdtempSync(join(tmpdir(), 'completion-'));
beforeAll(() => writeFileSync(join(folder, 'small lab.yaml'), ''));
afterAll(() => rmSync(folder, { recursive: true }));

/** What bash offers for the last word, as when a person presses the tabulator. */
function bash(...words: readonly string[]): string[] {
  const script = `${bashCompletion(tree)}
    COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
    _lab
    printf '%s\\n' "\${COMPREPLY[@]}"`;
  const said = execFileSync('bash', ['--norc', '-c', script, 'bash', ...words], { cwd: folder, encoding: 'utf8' });
  return said.split('\n').filter(Boolean);
}

/** What fish offers. */
const fish = (line: string): string[] =>
  execFileSync('fish', ['--no-config', '-c', `${fishCompletion(tree)}\ncomplete -C ${JSON.stringify(line)}`], {
    encoding: 'utf8',
  })
    .split('\n')
    .map((offered) => offered.split('\t')[0]!)
    .filter(Boolean);

const has = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).status === 0;

test.each([
  ['a word that is no command', ['./lab', 'deploy', 'zz']],
  ['a value that only the user knows', ['./lab', 'proxy', '--port', '']],
  ['the words of another program', ['./lab', 'exec', 'curl', '--fr']],
  ['the words of a machine', ['./lab', 'ssh', 'worker-1', '-']],
])('bash offers nothing for %s', (_what, words) => expect(bash(...words)).toEqual([]));

test('bash offers every command', () => {
  expect(bash('./lab', '')).toEqual(expect.arrayContaining(['up', 'down', 'proxy', 'completion', '--config']));
  expect(bash('./lab', 'ver')).toEqual(['verify']);
  expect(bash('./lab', '--config', 'x.yaml', 'image', 'bu')).toEqual(['build']);
});

test.each([
  [['./lab', 'kubeconfig', '--m'], ['--merge']],
  [
    ['./lab', 'proxy', '--from', ''],
    ['lan', 'outside'],
  ],
  [['./lab', 'proxy', '--from', '=', 'o'], ['outside']],
  [
    ['./lab', 'proxy', '--from', '='],
    ['lan', 'outside'],
  ],
  [
    ['./lab', 'completion', ''],
    ['bash', 'zsh', 'fish', '--help'],
  ],
  [['./lab', 'exec', '--from', 'lan', '--fr'], ['--from']],
])('bash completes %j to %j', (words, offered) => expect(bash(...words)).toEqual(offered));

test('bash offers files where a file is wanted', () => expect(bash('./lab', 'plan', '-c', 'sma')).toEqual(['small lab.yaml']));

test('bash takes the script for every path of the program', () => {
  const script = `${bashCompletion(tree)}\ncomplete -p lab`;
  expect(execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' })).toBe('complete -o default -F _lab lab\n');
});

test('every command and every option of the program is in every script', () => {
  for (const script of [bashCompletion(tree), zshCompletion(tree), fishCompletion(tree)])
    for (const { path, options } of allCommands(tree))
      for (const word of [...path.slice(-1), ...options.map(({ flags }) => flags[0]!.replace(/^--/, ''))])
        expect(script).toContain(word);
});

test('what shells take for signs of theirs stays text', () => {
  const hostile = new Command('lab').addCommand(
    new Command('go')
      .description(`it's $(touch /tmp/owned) \`x\` \\ 100%: done`)
      .addOption(new Option('--how <way>', "the user's: choice").choices(['a', 'b']))
      .addArgument(new Argument('[where]').choices(['here', 'there'])),
  );
  const small = completionTree(hostile);
  expect(spawnSync('bash', ['-n', '-c', bashCompletion(small)]).status).toBe(0);
  if (has('zsh')) expect(spawnSync('zsh', ['-n', '-c', zshCompletion(small)]).stderr.toString()).toBe('');
  if (has('fish')) expect(spawnSync('fish', ['--no-execute', '-c', fishCompletion(small)]).stderr.toString()).toBe('');
});

// CI has bash; these two run where the shell is.
(has('zsh') ? test : test.skip)('zsh reads the script', () => {
  const said = spawnSync('zsh', [
    '-f',
    '-c',
    `autoload -Uz compinit; compinit -D -u; ${zshCompletion(tree)}\nprint $_comps[lab]`,
  ]);
  expect([said.stderr.toString(), said.stdout.toString()]).toEqual(['', '_lab\n']);
});

(has('fish') ? test : test.skip)('fish completes as bash does', () => {
  expect(fish('./lab ver')).toEqual(['verify']);
  expect(fish('./lab proxy --from ')).toEqual(['lan', 'outside']);
  expect(fish('./lab --config x image bu')).toEqual(['build']);
  expect(fish('./lab kubeconfig --m')).toEqual(['--merge']);
  expect(fish('./lab exec curl --fr')).toEqual([]);
});
