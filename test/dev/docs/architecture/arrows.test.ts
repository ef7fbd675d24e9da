import { importsOf, measuredArrows, sourceFiles } from '../../../../dev/docs/architecture/arrows';

test('imports of values, of types, re-exports and those made later are found; of packages, in comments and in strings not', () => {
  const text = `
    import { a } from './a';
    import type { B } from '../b';
    export * from './c';
    const d = import('./d');
    import ts from 'typescript';
    // import './e';
    const f = "import './f'";`;
  expect(importsOf(text)).toEqual(['./a', '../b', './c', './d']);
});

test('an arrow goes from room to room, with the files that import; a folder stands for its index', () => {
  const texts: Record<string, string> = {
    'lib/render/a.ts': `import '../model'; import './b';`,
    'lib/render/b.ts': `import { C } from '../model/cidr'; import '../../versions';`,
    'cli/main.ts': `import '../operations/secrets/pki'; import '../package.json';`,
  };
  expect(measuredArrows(Object.keys(texts), (file) => texts[file]!)).toEqual([
    { from: 'cli', to: 'operations/secrets', files: ['cli/main.ts'] },
    { from: 'cli', to: 'package', files: ['cli/main.ts'] },
    { from: 'lib/render', to: 'lib/model', files: ['lib/render/a.ts', 'lib/render/b.ts'] },
    { from: 'lib/render', to: 'versions', files: ['lib/render/b.ts'] },
  ]);
});

test('the project’s own files are measured, without tests and generated bindings', () => {
  const files = sourceFiles();
  expect(files).toContain('lib/model/cidr.ts');
  expect(files.filter((file) => /^(test|packages|node_modules)\//.test(file))).toEqual([]);
});
