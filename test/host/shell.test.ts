import { spawnSync } from 'node:child_process';
import { pasteable, quoted, shellWord } from '../../host/shell';

test.each(["it's", 'two words', '$HOME `id`', '', 'a\nb', "'", '-n'])('a shell reads %j as it was meant', (text) => {
  const read = (word: string) => spawnSync('sh', ['-c', `printf '<%s>' ${word}`], { encoding: 'utf8' }).stdout;
  expect(read(shellWord(text))).toBe(`<${text}>`);
  expect(read(quoted(text))).toBe(`<${text}>`);
});

test('words that need no quotes have none', () => {
  expect(pasteable('ip', ['route', 'get', '10.0.0.1/32'])).toBe('ip route get 10.0.0.1/32');
});
