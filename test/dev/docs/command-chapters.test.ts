import { Command, Option } from 'commander';
import { commandChapters } from '../../../dev/docs/command-chapters';

const program = new Command('lab').option('--debug', 'show the cause');
program
  .command('verify')
  .description('prove it')
  .argument('[place...]', 'from where', 'lan')
  .option('-o, --output <form>', 'the form', 'table')
  .addOption(new Option('--language <language>', 'of the sentences').choices(['en', 'ko']));
program.command('image').command('build').description('build it').argument('<file>');

const chapters = commandChapters(program);

test('a command has its sentence, its usage, its arguments and its options with defaults and choices', () => {
  expect(chapters).toContain('## verify\n\nProve it.\n\n```\n./lab verify [options] [place…]\n```');
  expect(chapters).toMatch(/\| `place` +\| from where +\| `lan` +\|/);
  expect(chapters).toMatch(/\| `-o, --output <form>` +\| the form +\| `table` +\|/);
  expect(chapters).toMatch(/`--language <language>` +\| of the sentences; one of: en, ko/);
});

test('a command below another has its full name, and what has no description no row', () => {
  expect(chapters).toContain('## image build\n\nBuild it.\n\n```\n./lab image build <file>\n```');
  expect(chapters).not.toContain('## image\n');
});

test('what every command takes is told once', () => {
  expect(chapters.match(/--debug/g)).toHaveLength(1);
});
