import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { projectRoot } from '../host/paths';

/** More words than this are read twice. */
const allowed = 25;

const sources = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts'], { cwd: projectRoot, encoding: 'utf8' })
  .split('\n')
  .filter((path) => path !== '' && !path.startsWith('packages/'));

function commentsIn(text: string): string[] {
  const scanner = ts.createScanner(ts.ScriptTarget.Latest, false, ts.LanguageVariant.Standard, text);
  const found: string[] = [];
  for (let kind = scanner.scan(); kind !== ts.SyntaxKind.EndOfFileToken; kind = scanner.scan())
    if (kind === ts.SyntaxKind.SingleLineCommentTrivia || kind === ts.SyntaxKind.MultiLineCommentTrivia)
      found.push(scanner.getTokenText());
  return found;
}

function longSentences(comment: string): string[] {
  const text = comment
    .replace(/^\/\*+|\*\/$/g, ' ')
    .replace(/^\s*(\*|\/\/)/gm, ' ')
    .replace(/https?:\/\/[^\s)]+/g, 'URL')
    .replace(/\s+/g, ' ');
  // What follows a colon or a semicolon is read by itself.
  const sentences = text.split(/(?<=[.:;?!][)"”’]?)\s|@\w+/);
  return sentences.filter((sentence) => sentence.split(' ').filter((word) => /\w/.test(word)).length > allowed);
}

test('a sentence of 26 words is told, one of 25 is not', () => {
  const words = (count: number) => `// ${Array.from({ length: count }, () => 'word').join(' ')}.`;
  expect(longSentences(words(26))).toHaveLength(1);
  expect(longSentences(words(25))).toEqual([]);
});

test(`no sentence of a comment has more than ${allowed} words`, () => {
  const long = sources.flatMap((path) =>
    commentsIn(readFileSync(join(projectRoot, path), 'utf8')).flatMap((comment) =>
      longSentences(comment).map((sentence) => `${path}: ${sentence.trim()}`),
    ),
  );
  expect(long).toEqual([]);
});
