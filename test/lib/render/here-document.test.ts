import { execFileSync } from 'node:child_process';
import * as fc from 'fast-check';
import { withInput } from '../../../lib/render/here-document';

const read = (script: string): string => execFileSync('bash', ['-c', script], { encoding: 'utf8' });

test('a command reads what a shell would otherwise change', () => {
  const text = '$HOME `id` "a" \'b\' \\ \\n %{x} !!\n\tindented\n\nEOF\nEOF_\n';
  expect(read(withInput('cat', text))).toBe(text);
});

test('a last line without an end gets one', () => {
  expect(read(withInput('cat', 'worker-1'))).toBe('worker-1\n');
});

test('any lines are read as they are', () => {
  const line = fc.oneof(fc.string({ unit: 'grapheme-ascii' }), fc.constantFrom('EOF', 'EOF_', '', '$(false)', "'"));
  fc.assert(
    fc.property(fc.array(line, { minLength: 1, maxLength: 6 }), (lines) => {
      const text = `${lines.join('\n')}\n`;
      expect(read(withInput('cat', text))).toBe(text);
    }),
    { numRuns: 50 },
  );
});
